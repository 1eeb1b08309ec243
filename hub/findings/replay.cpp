// SPDX-License-Identifier: MIT
#include "mash/findings/replay.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "detect.h"

namespace mash::findings {

namespace {

using research::Index;
using research::Part;

constexpr int k_year = 12;

bool is_serious(model::Outcome outcome) {
  return outcome == model::Outcome::s47 || outcome == model::Outcome::immediate_protection ||
         outcome == model::Outcome::strategy_discussion;
}

// Who is meant by the ids of findings.
class Children {
 public:
  explicit Children(const research::Record& record) {
    for (Index i = 0; i < record.people.size(); ++i) people_[record.people[i].id] = i;
    for (Index i = 0; i < record.cases.size(); ++i) cases_[record.cases[i].id] = i;
    in_.resize(record.cases.size());
    for (const auto& n : record.named) {
      if (n.part == Part::child) in_[n.in].push_back(n.person);
    }
  }
  [[nodiscard]] std::set<Index> of(const Finding& finding) const {
    std::set<Index> out;
    for (const auto& subject : finding.subjects) {
      if (subject.about == About::child) out.insert(people_.at(subject.id));
    }
    if (!out.empty()) return out;
    for (const auto& evidence : finding.evidence) {
      const auto& children = in_[cases_.at(evidence.case_id)];
      out.insert(children.begin(), children.end());
    }
    return out;
  }

 private:
  std::unordered_map<std::string, Index> people_;
  std::unordered_map<CaseId, Index> cases_;
  std::vector<std::vector<Index>> in_;
};

// The same from day to day: whom it is about.
std::string whom(const Finding& finding) {
  std::string out;
  for (const auto& subject : finding.subjects) {
    out += std::string(model::code_of(subject.about)) + subject.id + ' ';
    // A family is known by its first child, as brothers and sisters come in later.
    if (finding.kind == Kind::repeat) break;
  }
  return out;
}

struct Flagging {
  FlaggedBy to;
  std::set<std::string> seen;

  void add(const Finding& finding, const Children& children, LocalDate day) {
    if (seen.insert(whom(finding)).second) ++to.findings;
    for (const Index child : children.of(finding)) to.children.emplace(child, day);
  }
};

std::vector<FlaggedBy> taken(std::vector<Flagging> all) {
  std::vector<FlaggedBy> out;
  for (auto& one : all) out.push_back(std::move(one.to));
  return out;
}

}  // namespace

std::vector<FlaggedBy> flagged_by_rules(const research::Record& record,
                                        const FindingsPolicy& policy,
                                        const std::vector<RepeatRule>& rules,
                                        const std::vector<LocalDate>& days) {
  const Children children(record);
  std::vector<Flagging> out(rules.size());
  for (const LocalDate day : days) {
    const auto then = research::record_as_of(record, day);
    FindingsPolicy alone = policy;
    const Lookout l(then, alone, day);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      alone.repeats = {rules[i]};
      std::vector<Finding> found;
      find_repeats(l, found);
      for (const auto& finding : found) out[i].add(finding, children, day);
    }
  }
  for (std::size_t i = 0; i < rules.size(); ++i) out[i].to.rule = rules[i].id;
  return taken(std::move(out));
}

std::vector<FlaggedBy> flagged_by_kinds(const research::Record& record,
                                        const FindingsPolicy& policy,
                                        const std::vector<LocalDate>& days) {
  constexpr std::array k_kinds{Kind::repeat, Kind::adult_around, Kind::missing_together,
                               Kind::missing_place, Kind::change};
  const Children children(record);
  std::vector<Flagging> out(k_kinds.size());
  for (const LocalDate day : days) {
    const auto then = research::record_as_of(record, day);
    const Lookout l(then, policy, day);
    std::vector<Finding> found;
    find_repeats(l, found);
    find_adults(l, found);
    find_missing_together(l, found);
    find_missing_places(l, found);
    find_changes(l, found);
    for (const auto& finding : found) {
      const auto at = std::ranges::find(k_kinds, finding.kind) - k_kinds.begin();
      out[static_cast<std::size_t>(at)].add(finding, children, day);
    }
  }
  for (std::size_t i = 0; i < k_kinds.size(); ++i) {
    out[i].to.rule = std::string(model::code_of(k_kinds.at(i)));
  }
  return taken(std::move(out));
}

std::map<Index, LocalDate> looked_at(const research::Record& record, int back,
                                     const std::vector<LocalDate>& days) {
  std::map<Index, LocalDate> out;
  for (const auto& n : record.named) {
    if (n.part != Part::child) continue;
    const LocalDate told = record.cases[n.in].day;
    const auto day = std::ranges::find_if(
        days, [&](LocalDate d) { return told <= d && days_between(told, d) <= back; });
    if (day == days.end()) continue;
    const auto [at, fresh] = out.emplace(n.person, *day);
    if (!fresh) at->second = std::min(at->second, *day);
  }
  return out;
}

std::set<Index> harmed_after(const research::Record& record,
                             const std::map<Index, LocalDate>& children, int months) {
  std::set<Index> out;
  for (const auto& n : record.named) {
    const auto child = children.find(n.person);
    if (n.part != Part::child || child == children.end()) continue;
    const LocalDate until = months_after(child->second, months);
    for (const auto& decided : record.cases[n.in].decided) {
      const LocalDate day = to_london(decided.at).date;
      if (is_serious(decided.outcome) && day > child->second && day <= until) out.insert(n.person);
    }
  }
  return out;
}

LocalDate months_after(LocalDate day, int months) {
  const int all = day.year * k_year + day.month - 1 + months;
  const LocalDate first{all / k_year, all % k_year + 1, 1};
  const LocalDate next = first.month == k_year ? LocalDate{first.year + 1, 1, 1}
                                               : LocalDate{first.year, first.month + 1, 1};
  return std::min(first.plus_days(day.day - 1), next.plus_days(-1));
}

}  // namespace mash::findings
