// SPDX-License-Identifier: MIT
#include "mash/research/record.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "joined.h"
#include "mash/research/traits.h"

namespace mash::research {

namespace {

Part part_of(model::PersonRole role) {
  switch (role) {
    case model::PersonRole::child:
    case model::PersonRole::unborn:
    case model::PersonRole::sibling:
      return Part::child;
    case model::PersonRole::parent:
    case model::PersonRole::carer:
      return Part::parent;
    case model::PersonRole::adult_of_concern:
      return Part::adult;
    case model::PersonRole::other:
      return Part::other;
  }
  return Part::other;
}

using CaseNumbers = std::unordered_map<CaseId, Index>;

void add_cases(Record& to, const AllTold& all, const std::set<CaseId>& hidden,
               CaseNumbers& numbers) {
  for (const auto& one : all.cases) {
    if (hidden.contains(one.id)) continue;
    numbers.emplace(one.id, static_cast<Index>(to.cases.size()));
    to.cases.push_back({.id = one.id,
                        .received_at = one.received_at,
                        .day = to_london(one.received_at).date,
                        .state = one.state,
                        .rating = one.rating,
                        .level = one.level,
                        .urgent = one.urgent});
  }
  for (const auto& one : all.told) {
    const auto at = numbers.find(one.case_id);
    if (at == numbers.end()) continue;
    auto& facts = to.cases[at->second];
    if (one.source != model::ReferralSource::unknown) facts.sources.insert(one.source);
    facts.concerns.insert(facts.concerns.end(), one.concerns.begin(), one.concerns.end());
  }
  for (const auto& one : all.decided) {
    const auto at = numbers.find(one.case_id);
    if (at != numbers.end()) to.cases[at->second].decided.push_back(one);
  }
  for (auto& facts : to.cases) {
    std::ranges::sort(facts.concerns);
    const auto again = std::ranges::unique(facts.concerns);
    facts.concerns.erase(again.begin(), again.end());
    std::ranges::sort(facts.decided, [](const auto& a, const auto& b) { return a.at < b.at; });
  }
}

// Statements of the cases that are left, in the order in which they were said.
std::vector<const people::Nameless*> said_in_order(const AllTold& all, const CaseNumbers& cases) {
  std::vector<const people::Nameless*> out;
  for (const auto& one : all.said) {
    if (cases.contains(one.case_id)) out.push_back(&one);
  }
  std::ranges::sort(out, [](const auto* a, const auto* b) {
    return std::tie(a->at, a->id) < std::tie(b->at, b->id);
  });
  return out;
}

// Where one person was said to live, as it is said.
struct Course {
  std::optional<Stay> open;
};

class Homes {
 public:
  explicit Homes(Record& to) : to_(to) {}

  void say(Index person, const people::Nameless& said, Index in) {
    if (said.home.empty()) return;
    const auto [at, fresh] = numbers_.emplace(said.home, static_cast<Index>(to_.homes.size()));
    if (fresh) to_.homes.push_back({said.home, said.district});
    to_.home_in.push_back({at->second, in});
    const LocalDate day = to_london(said.at).date;
    auto& open = courses_[person].open;
    if (open && open->home == at->second) {
      open->until = std::max(open->until, day);
      return;
    }
    if (open) to_.stays.push_back(*open);
    open = Stay{person, at->second, day, day};
  }
  void end() {
    for (const auto& [person, course] : courses_) {
      if (course.open) to_.stays.push_back(*course.open);
    }
  }

 private:
  Record& to_;
  std::unordered_map<std::string, Index> numbers_;
  std::map<Index, Course> courses_;
};

// By what somebody is one person here whom nobody has identified: children of one home and one year
// of birth are taken for one child, or what is told again and again before anybody has said who it
// is would never be seen; everybody else is another in each case.
std::string taken_for(const people::Nameless& said) {
  const bool child = part_of(said.role) == Part::child;
  if (!child || said.home.empty() || !said.born) return said.id.text();
  return said.home + ' ' + std::to_string(*said.born);
}

using Places = std::unordered_map<StatementId, Index>;

// `places`: of whom each statement speaks, or nullptr.
void add_people(Record& to, const AllTold& all, const CaseNumbers& cases,
                const std::set<CaseId>& hidden, Places* places) {
  const Joined joined(all.joined, hidden);
  std::unordered_map<std::string, Index> numbers;  // by who is one person
  Homes homes(to);
  for (const auto* said : said_in_order(all, cases)) {
    const bool known = !said->person.empty();
    const std::string who = known ? joined.one_of(said->person.text()) : taken_for(*said);
    const auto [at, fresh] = numbers.emplace(who, static_cast<Index>(to.people.size()));
    // The first that is said of them gives them their id.
    if (fresh) {
      to.people.push_back(
          {.id = known ? said->person.text() : said->id.text(), .identified = known});
    }
    auto& person = to.people[at->second];
    const Part part = part_of(said->role);
    person.child = person.child || part == Part::child;
    if (said->born) person.born = said->born;
    if (places != nullptr) places->emplace(said->id, at->second);
    const Index in = cases.at(said->case_id);
    to.named.push_back({at->second, in, part});
    // Where somebody works is nobody's home.
    if (part != Part::other) homes.say(at->second, *said, in);
  }
  homes.end();
}

bool is_said(const std::optional<model::Ethnicity>& ethnicity) {
  return ethnicity && *ethnicity != model::Ethnicity::refused &&
         *ethnicity != model::Ethnicity::not_obtained;
}

template <class T, class Key>
void sort_once(std::vector<T>& all, const Key& key) {
  std::ranges::sort(all, {}, key);
  const auto again = std::ranges::unique(all, {}, key);
  all.erase(again.begin(), again.end());
}

}  // namespace

AllTold read_all(db::Transaction& tx, const pipeline::Vault& vault, UtcTime now) {
  AllTold out{.at = now, .cases = cases::every_case(tx)};
  intake::each_told(tx, vault, [&](intake::ToldOf one) { out.told.push_back(std::move(one)); });
  people::each_nameless(tx, vault,
                        [&](people::Nameless one) { out.said.push_back(std::move(one)); });
  out.joined = people::all_joined(tx);
  out.decided = decision::every_outcome(tx);
  return out;
}

Record record_of(const AllTold& all, const std::set<CaseId>& hidden) {
  Record out{.at = all.at};
  CaseNumbers cases;
  add_cases(out, all, hidden, cases);
  add_people(out, all, cases, hidden, nullptr);
  sort_once(out.named, [](const Named& n) { return std::tuple(n.person, n.in, n.part); });
  sort_once(out.stays, [](const Stay& s) { return std::tuple(s.person, s.from, s.home, s.until); });
  sort_once(out.home_in, [](const HomeInCase& h) { return std::pair(h.home, h.in); });
  return out;
}

std::vector<Traits> traits_of(const AllTold& all, const std::vector<people::GroupSaid>& groups,
                              const std::set<CaseId>& hidden) {
  Record record{.at = all.at};
  CaseNumbers cases;
  add_cases(record, all, hidden, cases);
  Places places;
  add_people(record, all, cases, hidden, &places);
  std::vector<Traits> out(record.people.size());
  for (const auto* said : said_in_order(all, cases)) {
    if (said->sex) out[places.at(said->id)].sex = said->sex;
  }
  for (const auto& said : groups) {
    const auto at = places.find(said.statement);
    if (at == places.end()) continue;  // hidden, or behind a wall
    auto& traits = out[at->second];
    // What nobody knows, or nobody would say, does not undo what was said before.
    if (is_said(said.groups.ethnicity)) traits.ethnicity = said.groups.ethnicity;
    const auto& disabled = said.groups.disabled;
    if (disabled && *disabled != model::Answer::unknown) {
      traits.disabled = *disabled == model::Answer::yes;
    }
  }
  return out;
}

std::string age_band(std::optional<int> born, int year) {
  if (!born) return "age not known";
  const int age = year - *born;
  if (age < 1) return "under 1";
  if (age <= 4) return "1 to 4";
  if (age <= 9) return "5 to 9";
  if (age <= 15) return "10 to 15";
  return age <= 17 ? "16 to 17" : "18 or over";
}

}  // namespace mash::research
