// SPDX-License-Identifier: MIT
// Whether patterns treat groups of children alike, made anew for each reader.
#include <array>

#include "fairness.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::needs {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::string_view k_all = "ALL";
// Codes of flagged_by_kinds.
constexpr std::array<Answer, 6> k_patterns{{{"ALL", "All about children"},
                                            {"REPEAT", "Named again and again"},
                                            {"ADULT_AROUND", "An adult around several families"},
                                            {"MISSING_TOGETHER", "Missing at the same time"},
                                            {"MISSING_PLACE", "Missing, and one home"},
                                            {"CHANGE", "A rate that is changing"}}};
const std::array<Question, 2>& questions() {
  static const std::array<Question, 2> k_both{k_by_group, {"kind", "Patterns", k_patterns}};
  return k_both;
}

struct Shown {
  Comparison comparison;
  LookedBack back;
};

Shown shown_of(Context& c, const Deps& deps) {
  const auto& policy = built_in_fairness_policy();
  const auto reading = reading_for(c, deps);
  const auto days = looks_of(policy, deps.policy.holds_days, to_london(c.now).date);
  auto flagged = findings::flagged_by_kinds(*reading.record, deps.policy, days);
  const std::string_view kind = answer_of(c, questions()[1]).code;
  if (kind != k_all) std::erase_if(flagged, [&](const auto& one) { return one.rule != kind; });
  Shown out{.comparison = {}, .back = looked_back(*reading.record, policy, days, flagged)};
  const auto& by = answer_of(c, questions()[0]);
  const auto rates =
      research::flag_rates(*reading.record, reading.traits, group_of(by), out.back.looked,
                           {.least_children = policy.least_children,
                            .largest_unknown_percent = policy.largest_unknown_percent});
  out.comparison = compare(rates, by.words, policy, Telling(reads_cases(c), policy.least_children));
  return out;
}

json::Array lines(const std::vector<std::string>& all) {
  json::Array out;
  for (const auto& one : all) out.emplace_back(one);
  return out;
}

Result<Reply> show(Context& c, const Deps& deps) {
  const auto& policy = built_in_fairness_policy();
  const auto shown = shown_of(c, deps);
  const bool any = !shown.comparison.table.rows.empty();
  json::Value data = json::Object{};
  data.set("fields", html::fields({select_of(c, questions()[0]), select_of(c, questions()[1])}));
  data.set("rounded", !reads_cases(c));
  data.set("from", plain_date(shown.back.from));
  data.set("until", plain_date(shown.back.until));
  data.set("looks", policy.looks);
  data.set("months", policy.later_months);
  data.set("least", policy.least_children);
  data.set("version", policy.version);
  data.set("rules", deps.policy.version);
  data.set("any", any);
  data.set("nothing",
           any ? json::Value(false)
               : html::empty(html::Empty::nothing, "Nobody was told of long enough ago."));
  data.set("statements", lines(shown.comparison.statements));
  json::Array warnings;
  for (const auto& one : shown.comparison.warnings) warnings.push_back(html::warning_text(one));
  data.set("warnings", std::move(warnings));
  data.set("picture", picture::as_data(shown.comparison.drawn));
  data.set("table", html::table(shown.comparison.table));
  data.set("sources", html::table(shown.comparison.sources));
  data.set("csv", "/needs/fairness.csv" + query_of(c, questions()));
  return pipeline::View{.page = "needs/fairness",
                        .title = "Whether groups are treated alike",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<pipeline::Field> fields() {
  return {field_of(questions()[0]), field_of(questions()[1])};
}

}  // namespace

std::vector<pipeline::Route> fairness_routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/fairness",
       .summary = "Whether patterns treat groups of children alike",
       .event = "needs.fairness-read",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/fairness.csv",
       .summary = "The same as CSV",
       .event = "needs.fairness-fetched",
       .fields = fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         return csv_of("fairness.csv", whole_of(shown_of(c, deps).comparison));
       }}));
  return out;
}

}  // namespace mash::needs
