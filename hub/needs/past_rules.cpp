// SPDX-License-Identifier: MIT
#include "past_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "mash/base/bytes.h"
#include "mash/crypto/crypto.h"
#include "mash/model/coded.h"
#include "mash/protect/protect.h"

namespace mash::needs {

namespace {

using findings::RepeatRule;
using research::Index;

constexpr std::size_t k_stamp_bytes = 8;
constexpr double k_week = 7;

Side side_of(const research::Record& record, const FairnessPolicy& fairness,
             const std::vector<LocalDate>& days, std::vector<findings::FlaggedBy> flagged) {
  Side out{.flagged = std::move(flagged), .by_rule = {}};
  for (const auto& rule : out.flagged) {
    out.by_rule.push_back(looked_back(record, fairness, days, {rule}));
  }
  out.by_rule.push_back(looked_back(record, fairness, days, out.flagged));
  return out;
}

std::int64_t both(const std::set<Index>& a, const std::set<Index>& b) {
  return std::ranges::count_if(a, [&](Index i) { return b.contains(i); });
}

const std::set<Index>& flagged_of(const Side& side) {
  return side.by_rule.back().looked.flagged;
}

// In one side and not in the other.
std::set<Index> only(const std::set<Index>& in, const std::set<Index>& out_of) {
  std::set<Index> out;
  std::ranges::set_difference(in, out_of, std::inserter(out, out.end()));
  return out;
}

std::string a_week(std::int64_t findings, double weeks, const Telling& telling) {
  const auto told = said(findings, telling.exact());
  if (told.number) return fmt::format("{:.1f}", static_cast<double>(*told.number) / weeks);
  return fmt::format("At most {:.1f}",
                     static_cast<double>(protect::nhs_style().largest_hidden) / weeks);
}

struct Row {
  std::string rule, side, thresholds;
  const LookedBack* back = nullptr;
  std::int64_t findings = 0;
};

std::vector<html::TableCell> cells_of(const Row& row, double weeks, const Telling& telling) {
  const auto& looked = row.back->looked;
  const auto right = both(looked.flagged, looked.harmed);
  std::vector<html::TableCell> out{
      {.text = row.rule}, {.text = row.side}, {.text = row.thresholds}};
  const auto flagged = std::ssize(looked.flagged);
  for (const auto& words :
       {telling.count(flagged), telling.count(right), telling.in_100(right, flagged),
        telling.count(std::ssize(looked.harmed) - right), a_week(row.findings, weeks, telling)}) {
    out.push_back({.text = words, .format = "numeric"});
  }
  return out;
}

std::vector<Row> rows_of(const BackTest& test, const Rules& now, const Rules& draft) {
  std::vector<Row> out;
  std::int64_t all_now = 0;
  std::int64_t all_draft = 0;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::string name(model::words_of(now[i].of));
    const std::string rule = fmt::format("{} ({})", name, now[i].id);
    all_now += test.now.flagged[i].findings;
    all_draft += test.draft.flagged[i].findings;
    out.push_back(
        {rule, "As it is", words_of(now[i]), &test.now.by_rule[i], test.now.flagged[i].findings});
    out.push_back({rule, "Draft", words_of(draft[i]), &test.draft.by_rule[i],
                   test.draft.flagged[i].findings});
  }
  out.push_back({"All of them", "As they are", "", &test.now.by_rule.back(), all_now});
  out.push_back({"All of them", "Draft", "", &test.draft.by_rule.back(), all_draft});
  return out;
}

}  // namespace

std::string words_of(const RepeatRule& rule) {
  if (rule.cases == k_off) return "Not used";
  return fmt::format("{} notifications from {} {} within {} {}", rule.cases, rule.sources,
                     rule.sources == 1 ? "kind of source" : "kinds of source", rule.months,
                     rule.months == 1 ? "month" : "months");
}

std::string stamp_of(const Rules& rules, int holds_days) {
  std::string text = fmt::format("holds {}\n", holds_days);
  for (const auto& rule : rules) {
    text += fmt::format("{} {} {} {} {}\n", rule.id, model::code_of(rule.of), rule.cases,
                        rule.sources, rule.months);
  }
  const auto hash = crypto::sha256(as_bytes(text));
  return hex(ByteView(hash).first(k_stamp_bytes));
}

BackTest back_test(const research::Record& record, const findings::FindingsPolicy& policy,
                   const FairnessPolicy& fairness, const Rules& draft, LocalDate today) {
  BackTest out{.days = looks_of(fairness, policy.holds_days, today), .now = {}, .draft = {}};
  Rules all = policy.repeats;
  all.insert(all.end(), draft.begin(), draft.end());
  auto flagged = findings::flagged_by_rules(record, policy, all, out.days);
  const auto half = flagged.begin() + std::ssize(policy.repeats);
  out.now = side_of(record, fairness, out.days, {flagged.begin(), half});
  out.draft = side_of(record, fairness, out.days, {half, flagged.end()});
  return out;
}

RulesTold tell_rules(const BackTest& test, const Rules& now, const Rules& draft, int holds_days,
                     const Telling& telling) {
  const double weeks = static_cast<double>(std::ssize(test.days)) * holds_days / k_week;
  RulesTold out;
  out.table = {.caption = "What each rule would have shown",
               .caption_classes = "govuk-table__caption--s",
               .first_cell_is_header = true,
               .stack = true};
  for (const char* words : {"Whose notifications are counted", "Which", "From how many on"}) {
    out.table.head.push_back({.text = words});
  }
  for (const char* words : {"Children flagged", "Something serious later", "Right of 100 flagged",
                            "Something serious later, not flagged", "Findings a week"}) {
    out.table.head.push_back({.text = words, .format = "numeric"});
  }
  picture::BarOptions bars{
      .frame = {.id = "rules",
                .heading = "Children flagged by each rule",
                .description = "Two bars for each rule, as it is and as the draft has it, where "
                               "the count may be said. The table below says the same.",
                .caption = "Children flagged"},
      .label_heading = "Rule",
      .measure = "Children flagged"};
  for (const auto& row : rows_of(test, now, draft)) {
    out.table.rows.push_back(cells_of(row, weeks, telling));
    const auto count = said(std::ssize(row.back->looked.flagged), telling.exact());
    if (!count.number) continue;
    const auto value = static_cast<double>(*count.number);
    bars.bars.push_back({.label = row.rule + ": " + row.side,
                         .value = value,
                         .lower = value,
                         .upper = value,
                         .words = count.words});
  }
  out.drawn = picture::bars(bars);
  return out;
}

bool may_tell_groups(const BackTest& test, const Telling& telling, std::int64_t least) {
  if (telling.exact()) return true;
  for (const auto& changed : {only(flagged_of(test.draft), flagged_of(test.now)),
                              only(flagged_of(test.now), flagged_of(test.draft))}) {
    if (!changed.empty() && std::ssize(changed) < least) return false;
  }
  return std::ssize(flagged_of(test.now)) >= least && std::ssize(flagged_of(test.draft)) >= least;
}

html::TableOptions tell_groups(const BackTest& test, const Reading& reading, const Answer& by,
                               const FairnessPolicy& fairness, const Telling& telling) {
  const research::FlagRules rules{.least_children = fairness.least_children,
                                  .largest_unknown_percent = fairness.largest_unknown_percent};
  // The same children on both sides, so that a share means the same.
  std::set<Index> children = test.now.by_rule.back().looked.children;
  const auto& others = test.draft.by_rule.back().looked.children;
  children.insert(others.begin(), others.end());
  const auto rates = [&](const std::set<Index>& flagged) {
    return research::flag_rates(*reading.record, reading.traits, group_of(by),
                                {.children = children, .flagged = flagged, .harmed = {}}, rules);
  };
  const auto now = rates(flagged_of(test.now));
  const auto draft = rates(flagged_of(test.draft));
  const auto come = rates(only(flagged_of(test.draft), flagged_of(test.now)));
  const auto gone = rates(only(flagged_of(test.now), flagged_of(test.draft)));
  html::TableOptions out{.caption = "Who would be flagged otherwise",
                         .caption_classes = "govuk-table__caption--s",
                         .first_cell_is_header = true,
                         .stack = true};
  out.head.push_back({.text = by.words});
  for (const char* words :
       {"Children", "Flagged as it is", "Flagged by the draft", "Only by the draft",
        "No longer flagged", "As it is, times others", "By the draft, times others"}) {
    out.head.push_back({.text = words, .format = "numeric"});
  }
  const auto against = [&](const research::FlagRates& all, std::size_t i) -> std::string {
    const auto& counts = all.groups[i].counts;
    if (!all.groups[i].known) return "Not compared";
    const auto rest = counts.others(all.known);
    return ratio_words(telling.ratio({.with = counts.flagged, .of = counts.children},
                                     {.with = rest.flagged, .of = rest.children}));
  };
  for (std::size_t i = 0; i < now.groups.size(); ++i) {
    auto& row = out.rows.emplace_back();
    row.push_back({.text = now.groups[i].name});
    for (const auto& words :
         {telling.count(now.groups[i].counts.children), telling.count(now.groups[i].counts.flagged),
          telling.count(draft.groups[i].counts.flagged),
          telling.count(come.groups[i].counts.flagged),
          telling.count(gone.groups[i].counts.flagged), against(now, i), against(draft, i)}) {
      row.push_back({.text = words, .format = "numeric"});
    }
  }
  return out;
}

}  // namespace mash::needs
