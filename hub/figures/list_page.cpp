// SPDX-License-Identifier: MIT
// The list: quarters that can be prepared, are prepared and were published; the core elements.
#include <algorithm>

#include "mash/cases/every_case.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::figures {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_quarters_back = 8;

std::vector<board::Quarter> can_be_prepared(Context& c) {
  const auto rows = all_quarters(c.tx);
  std::vector<board::Quarter> out;
  const auto now = board::Quarter::of(to_london(c.now).date);
  for (int back = 1; back <= k_quarters_back; ++back) {
    const auto quarter = now.plus(-back);
    const auto at = std::ranges::find(rows, quarter, &QuarterRow::quarter);
    if (at == rows.end() || !at->published_at) out.push_back(quarter);
  }
  return out;
}

json::Value choices_of(const Context& c, const std::vector<board::Quarter>& quarters) {
  html::SelectOptions out{
      .name = "quarter",
      .label = "Which quarter?",
      .hint = "One that is over and not published yet",
      .error = html::error_of(c.faults, "quarter"),
      .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("quarter")),
      .choices = {{.value = "", .text = "Choose a quarter"}},
      .label_classes = "govuk-label--s"};
  for (const auto& one : quarters) {
    out.choices.push_back({.value = one.code(), .text = one.words()});
  }
  return html::select(out);
}

std::string state_words(const QuarterRow& row, const Deps& deps) {
  if (row.published_at) {
    return "Published " + plain_time(*row.published_at) + " by " +
           staff_name(deps, row.published_by);
  }
  const std::string asked = ", asked for by " + staff_name(deps, row.asked_by);
  if (!row.prepared_at) return "Being prepared" + asked;
  if (row.shown.empty()) return "Cannot be shown safely" + asked;
  return "Prepared " + plain_time(*row.prepared_at) + asked + ", not published";
}

Result<Reply> show(Context& c, const Deps& deps) {
  json::Array rows;
  bool waits = false;
  for (const auto& row : all_quarters(c.tx)) {
    waits = waits || !row.prepared_at;
    rows.push_back(json::Object{{"words", row.quarter.words()},
                                {"href", href_of(row.quarter)},
                                {"there", !row.shown.empty()},
                                {"state", state_words(row, deps)}});
  }
  const auto quarters = can_be_prepared(c);
  json::Value data = json::Object{};
  data.set("fields",
           quarters.empty() ? json::Value(false) : html::fields({choices_of(c, quarters)}));
  data.set("waits", waits);
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "No quarter has been prepared or published.")
                                   : json::Value(false));
  data.set("any", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("may_say", may_publish(c));
  data.set("elements", elements_view(c, deps));
  return pipeline::View{.page = "figures/list",
                        .title = "Figures for the Board",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> prepare(Context& c) {
  MASH_TRY(const auto quarter, board::Quarter::parse(c.input.text("quarter")));
  const auto all = can_be_prepared(c);
  if (std::ranges::find(all, quarter) == all.end()) {
    return invalid("quarter", "Choose a quarter that is over and not published yet");
  }
  ask_for(c.tx, quarter, c.principal.person, c.now);
  c.note("quarter." + quarter.code());
  return pipeline::SeeOther{k_page, {}};
}

}  // namespace

pipeline::Label label_of(std::string_view code) {
  return {.owner = pipeline::k_front_door, .kind = "board_quarter", .row = code};
}

std::string href_of(board::Quarter quarter) {
  return std::string(k_page) + "/" + quarter.code();
}

Result<policy::Facts> of_no_case(Context& /*c*/) {
  return policy::Facts{.case_member = true};
}

bool may_publish(const Context& c) {
  return policy::may(c.principal, Action::issue_product, {.case_member = true});
}

std::string staff_name(const Deps& deps, const StaffId& id) {
  const auto* who = deps.borough.find_staff(id);
  return who == nullptr ? "somebody who has left" : std::string(who->name.reveal());
}

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_findings>(
      {.path = k_page,
       .summary = "Figures of this hub for the Board: what is prepared and published",
       .event = "figures.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
  out.push_back(pipeline::act<Action::keep_findings>(
      {.path = std::string(k_page) + "/prepare",
       .summary = "Have the figures of a quarter prepared",
       .event = "figures.asked",
       .fields = {{.name = "quarter",
                   .label = "Quarter",
                   .required = true,
                   .max = 7,
                   .missing = "Choose a quarter"}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return prepare(c); },
       .again = k_page}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_list_routes(out, deps);
  add_element_routes(out, deps);
  add_quarter_routes(out, deps);
  return out;
}

}  // namespace mash::figures
