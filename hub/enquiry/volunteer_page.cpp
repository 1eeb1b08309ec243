// SPDX-License-Identifier: MIT
// An agency in the case tells what it knows without being asked: it always may (settled.md 28).
#include "enquiry_words.h"
#include "facts_form.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"
#include "volunteer.h"

namespace mash::enquiry {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

// Whoever has something to answer or to correct does it there, so that both say the same.
json::Value own_request(Context& c) {
  for (const auto& row : enquiries_of_case(c.tx, c.case_id)) {
    if (row.agency != c.principal.agency) continue;
    const bool nothing = row.answer && row.answer->kind == model::ReturnKind::nothing_known;
    if (!nothing && !model::is_open(row.state)) continue;
    json::Value out = json::Object{};
    out.set("text", nothing ? "Your agency has answered that it knows nothing. Correct that too."
                            : "Your agency has been asked and has not finished its answer.");
    out.set("href", "/requests/" + row.id.text());
    return out;
  }
  return false;
}

Result<Reply> show(const policy::Grant<Action::disclose_item>& grant, Context& c,
                   const model::Borough& borough) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  const auto* agency = borough.find_agency(c.principal.agency);
  MASH_ASSERT(agency != nullptr);
  const bool open = model::is_open(head->state);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("request", own_request(c));
  data.set("closed", !open);
  data.set("add",
           open ? facts_form(c, "/case/" + c.case_id.text() + "/volunteer", *agency,
                             html::button({.text = "Tell the hub", .prevent_double_click = true}))
                : json::Value(false));
  return pipeline::View{.page = "enquiry/volunteer",
                        .title = "Tell the hub what your agency knows",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> volunteer(const policy::Grant<Action::disclose_item>& grant, Context& c,
                        const Deps& deps) {
  const auto* agency = deps.borough.find_agency(c.principal.agency);
  MASH_ASSERT(agency != nullptr);
  if (!model::is_open(cases::find_case(c.tx, c.case_id)->state)) {
    return invalid("facts", "This case is closed. Send a new notification instead");
  }
  MASH_TRY(auto items, read_facts(c.input, *agency));
  for (auto& item : items) {
    item.case_id = c.case_id;
    disclosure::add_item(c, grant, item, true);
  }
  cases::start_clock_for_news(c, deps.timescales, c.case_id, model::NewsKind::wrote,
                              c.principal.agency);
  return pipeline::SeeOther{"/case/" + c.case_id.text(), {}};
}

}  // namespace

policy::Facts volunteer_facts(Context& c, policy::Facts facts) {
  facts.own = cases::is_member(c.tx, c.case_id, c.principal.agency);
  facts.item = policy::ItemState::draft;  // it comes into the hub as it is written
  return facts;
}

void add_volunteer_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  const auto facts = [](Context& c) -> Result<policy::Facts> {
    MASH_TRY(const auto of_case, cases::case_facts(c));
    return volunteer_facts(c, of_case);
  };
  out.push_back(pipeline::page<Action::disclose_item>(
      {.path = "/case/{case}/volunteer",
       .summary = "The form to tell the hub something without being asked",
       .event = "item.volunteering",
       .facts = facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::disclose_item>(
      {.path = "/case/{case}/volunteer",
       .summary = "Tell the hub something without being asked, one fact a line",
       .event = "item.volunteered",
       .fields = facts_fields(),
       .facts = facts,
       .run = [deps](const auto& grant, Context& c) { return volunteer(grant, c, deps); },
       .again = "/case/{case}/volunteer"}));
}

}  // namespace mash::enquiry
