// SPDX-License-Identifier: MIT
// Other thresholds of the repeat rules, typed in as a draft and tested on the past. Nothing of it
// is stored: the draft is in the address of the page.
#include "past_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "mash/html/forms.h"
#include "mash/html/house.h"

namespace mash::needs {

namespace {

using findings::RepeatRule;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_not_used = "OFF";
constexpr const char* k_groups = "GROUPS";
constexpr const char* k_rules = "RULES";
constexpr int k_most_cases = 12;
constexpr int k_most_sources = 6;

// One number of a rule and what it may be.
struct Threshold {
  const char* name;
  const char* words;
  int RepeatRule::* number;
  std::vector<int> values;
};

std::vector<int> from_to(int from, int to) {
  std::vector<int> out;
  for (int i = from; i <= to; ++i) out.push_back(i);
  return out;
}

const std::array<Threshold, 3>& thresholds() {
  static const std::array<Threshold, 3> all{
      {{"cases", "Notifications, at least", &RepeatRule::cases, from_to(2, k_most_cases)},
       {"sources", "Kinds of source, at least", &RepeatRule::sources, from_to(1, k_most_sources)},
       {"months", "Within months", &RepeatRule::months, {1, 2, 3, 6, 9, 12, 18, 24, 36}}}};
  return all;
}

std::string name_of(const RepeatRule& rule, const Threshold& threshold) {
  return rule.id + "-" + threshold.name;
}

// What may be chosen: also what is in force, whatever it is.
std::set<int> values_of(const RepeatRule& rule, const Threshold& threshold) {
  std::set<int> out(threshold.values.begin(), threshold.values.end());
  out.insert(rule.*threshold.number);
  return out;
}

bool may_be_off(const Threshold& threshold) {
  return threshold.number == &RepeatRule::cases;
}

// The draft; what was not chosen is as it is.
Rules draft_of(const Context& c, const Rules& now) {
  Rules out = now;
  for (auto& rule : out) {
    for (const auto& threshold : thresholds()) {
      const auto typed = c.input.text(name_of(rule, threshold));
      if (typed == k_not_used) {
        rule.*threshold.number = k_off;
      } else if (!typed.empty()) {  // one of the choices
        std::from_chars(typed.data(), typed.data() + typed.size(), rule.*threshold.number);
      }
    }
  }
  return out;
}

std::string code_of(const RepeatRule& rule, const Threshold& threshold) {
  const int number = rule.*threshold.number;
  return number == k_off ? k_not_used : std::to_string(number);
}

json::Value sets_of(const Rules& now, const Rules& draft) {
  json::Array out;
  for (std::size_t i = 0; i < now.size(); ++i) {
    html::FieldsetOptions set{
        .legend = std::string(model::words_of(now[i].of)) + ": as it is, " + words_of(now[i]),
        .legend_classes = "govuk-fieldset__legend--s"};
    set.legend.front() = static_cast<char>(set.legend.front() - 'a' + 'A');
    for (const auto& threshold : thresholds()) {
      std::vector<html::Choice> choices;
      for (const int value : values_of(now[i], threshold)) {
        choices.push_back({.value = std::to_string(value), .text = std::to_string(value)});
      }
      if (may_be_off(threshold)) choices.push_back({.value = k_not_used, .text = "Not used"});
      set.questions.push_back(html::select({.name = name_of(now[i], threshold),
                                            .label = threshold.words,
                                            .value = code_of(draft[i], threshold),
                                            .choices = std::move(choices)}));
    }
    out.push_back(html::fieldset(std::move(set)));
  }
  return out;
}

std::string link_of(const Context& c, const Rules& draft, const char* table) {
  std::string out =
      std::string("/needs/back-test.csv?table=") + table + "&by=" + answer_of(c, k_by_group).code;
  for (const auto& rule : draft) {
    for (const auto& threshold : thresholds()) {
      out += "&" + name_of(rule, threshold) + "=" + code_of(rule, threshold);
    }
  }
  return out;
}

struct Tested {
  Reading reading;
  Rules draft;
  BackTest test;
  Telling telling;
  RulesTold rules;
};

Tested tested(Context& c, const Deps& deps) {
  const auto& fairness = built_in_fairness_policy();
  auto reading = reading_for(c, deps);
  auto draft = draft_of(c, deps.policy.repeats);
  auto test = back_test(*reading.record, deps.policy, fairness, draft, to_london(c.now).date);
  const Telling telling(reads_cases(c), fairness.least_children);
  auto rules = tell_rules(test, deps.policy.repeats, draft, deps.policy.holds_days, telling);
  return {std::move(reading), std::move(draft), std::move(test), telling, std::move(rules)};
}

html::TableOptions groups_of(const Context& c, const Tested& t) {
  const auto& fairness = built_in_fairness_policy();
  if (!may_tell_groups(t.test, t.telling, fairness.least_children)) return {};
  return tell_groups(t.test, t.reading, answer_of(c, k_by_group), fairness, t.telling);
}

json::Value result_of(Context& c, const Deps& deps) {
  const auto t = tested(c, deps);
  const auto groups = groups_of(c, t);
  const int holds = deps.policy.holds_days;
  json::Value out = json::Object{};
  out.set("from", plain_date(t.test.days.front()));
  out.set("until", plain_date(t.test.days.back()));
  out.set("now_stamp", stamp_of(deps.policy.repeats, holds));
  out.set("draft_stamp", stamp_of(t.draft, holds));
  out.set("picture", picture::as_data(t.rules.drawn));
  out.set("rules", html::table(t.rules.table));
  out.set("rules_csv", link_of(c, t.draft, k_rules));
  out.set("by_groups", groups.rows.empty() ? json::Value(false) : html::table(groups));
  out.set("groups_csv", groups.rows.empty() ? "" : link_of(c, t.draft, k_groups));
  out.set("no_groups", groups.rows.empty());
  return out;
}

Result<Reply> show(Context& c, const Deps& deps) {
  const auto& fairness = built_in_fairness_policy();
  const auto draft = draft_of(c, deps.policy.repeats);
  json::Value data = json::Object{};
  data.set("sets", sets_of(deps.policy.repeats, draft));
  data.set("fields", html::fields({select_of(c, k_by_group)}));
  data.set("rounded", !reads_cases(c));
  data.set("months", fairness.later_months);
  data.set("looks", fairness.looks);
  data.set("least", fairness.least_children);
  data.set("version", fairness.version);
  data.set("policy", deps.policy.version);
  data.set("result", c.input.has("by") ? result_of(c, deps) : json::Value(false));
  return pipeline::View{.page = "needs/back_test",
                        .title = "Test other rules on the past",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> table(Context& c, const Deps& deps) {
  const auto t = tested(c, deps);
  const bool groups = c.input.text("table") == k_groups;
  auto table = groups ? groups_of(c, t) : t.rules.table;
  const std::string stamp = stamp_of(t.draft, deps.policy.holds_days);
  if (groups && table.rows.empty()) return not_found();
  table.head.push_back({.text = "Draft"});
  for (auto& row : table.rows) row.push_back({.text = stamp});
  return csv_of("back-test.csv", table);
}

std::vector<pipeline::Field> fields_of(const findings::FindingsPolicy& policy) {
  std::vector<pipeline::Field> out{field_of(k_by_group)};
  for (const auto& rule : policy.repeats) {
    for (const auto& threshold : thresholds()) {
      pipeline::Field field{.name = name_of(rule, threshold),
                            .label = threshold.words,
                            .kind = pipeline::Kind::choice};
      for (const int value : values_of(rule, threshold)) {
        field.choices.push_back(std::to_string(value));
      }
      if (may_be_off(threshold)) field.choices.emplace_back(k_not_used);
      out.push_back(std::move(field));
    }
  }
  return out;
}

}  // namespace

std::vector<pipeline::Route> back_test_routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/back-test",
       .summary = "What other thresholds of the repeat rules would have flagged",
       .event = "needs.back-tested",
       .fields = fields_of(deps.policy),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  auto fields = fields_of(deps.policy);
  fields.push_back({.name = "table",
                    .label = "Which table",
                    .kind = pipeline::Kind::choice,
                    .choices = {k_rules, k_groups}});
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/back-test.csv",
       .summary = "The same as CSV",
       .event = "needs.back-test-fetched",
       .fields = std::move(fields),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return table(c, deps); }}));
  return out;
}

}  // namespace mash::needs
