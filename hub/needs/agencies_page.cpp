// SPDX-License-Identifier: MIT
// What each agency contributed and how fast, made anew for each reader.
#include "agencies.h"

#include <array>
#include <charconv>

#include "mash/cases/bars.h"
#include "mash/findings/replay.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/needs/fairness_policy.h"
#include "pages.h"

namespace mash::needs {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr std::array<Answer, 3> k_lengths{
    {{"12", "The last 12 months"}, {"24", "The last 24 months"}, {"36", "The last 36 months"}}};
constexpr Question k_months{"months", "How long", k_lengths};

AgenciesTold told_of(Context& c, const Deps& deps) {
  const std::string_view typed = answer_of(c, k_months).code;
  int months = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), months);  // one of the choices
  auto requests = enquiry::every_request(c.tx);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::erase_if(requests, [&](const auto& one) { return hidden.contains(one.case_id); });
  const auto all =
      agency_times(requests, cases::every_clock(c.tx, model::Stage::agency_return), deps.borough,
                   findings::months_after(to_london(c.now).date, -months), c.now);
  return tell_agencies(all, Telling(reads_cases(c), built_in_fairness_policy().least_children));
}

Result<Reply> show(Context& c, const Deps& deps) {
  const auto told = told_of(c, deps);
  json::Value data = json::Object{};
  data.set("fields", html::fields({select_of(c, k_months)}));
  data.set("rounded", !reads_cases(c));
  data.set("any", !told.table.rows.empty());
  data.set("nothing", told.table.rows.empty()
                          ? html::empty(html::Empty::nothing, "No agency was asked in that time.")
                          : json::Value(false));
  data.set("picture", picture::as_data(told.drawn));
  data.set("table", html::table(told.table));
  data.set("csv", "/needs/agencies.csv" + query_of(c, std::array{k_months}));
  return pipeline::View{.page = "needs/agencies",
                        .title = "What agencies contributed",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<pipeline::Route> agencies_routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/agencies",
       .summary = "What each agency contributed, and how fast",
       .event = "needs.agencies-read",
       .fields = {field_of(k_months)},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = "/needs/agencies.csv",
       .summary = "The same as CSV",
       .event = "needs.agencies-fetched",
       .fields = {field_of(k_months)},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         return csv_of("agencies.csv", told_of(c, deps).table);
       }}));
  return out;
}

}  // namespace mash::needs
