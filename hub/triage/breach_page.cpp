// SPDX-License-Identifier: MIT
// Why a deadline passed: a reason and the name of who gives it. A breach stays a breach.
#include <algorithm>

#include "case_view.h"
#include "mash/directory/directory.h"
#include "mash/people/family_contact.h"
#include "pages.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using pipeline::Context;
using policy::Action;

pipeline::Label label_of(std::string_view id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "breach_note", .case_id = case_id, .row = id};
}

bool has_passed(const cases::Deadline& d, UtcTime now) {
  return d.breached_at || (!d.met_at && !d.withdrawn && d.due_at < now);
}

// Of this case, and passed; everything else is as if it did not exist.
Result<cases::Deadline> find_breach(Context& c) {
  for (const auto& d : cases::clocks_of(c.tx, c.case_id)) {
    if (d.id == c.input.text("deadline") && has_passed(d, c.now)) return d;
  }
  return not_found();
}

json::Value notes_data(const Deps& deps, const policy::Proof& proof, Context& c,
                       const cases::Deadline& d) {
  json::Array out;
  for (const BreachRow& row : breach_notes(c.tx, d.id)) {
    const json::Value words =
        c.vault.open_json(c.tx, proof, label_of(row.id, row.case_id), row.sealed);
    json::Value one = json::Object{};
    one.set("reason", model::words_of(row.reason));
    one.set("text", words.text("text"));
    one.set("by", directory::person_name(deps.borough, row.by));
    one.set("at", plain_time(row.at));
    out.push_back(std::move(one));
  }
  return out;
}

json::Value form_of(const Context& c) {
  return html::fields({html::radios({.name = "reason",
                                     .legend = "Why?",
                                     .error = html::error_of(c.faults, "reason"),
                                     .value = typed_text(c.typed, "reason"),
                                     .choices = choices_of<model::BreachReason>(),
                                     .legend_classes = "govuk-fieldset__legend--s"}),
                       html::textarea({.name = "text",
                                       .label = "Anything to add (needed for another reason)",
                                       .error = html::error_of(c.faults, "text"),
                                       .value = typed_text(c.typed, "text"),
                                       .rows = 3,
                                       .max_length = 2000,
                                       .label_classes = "govuk-label--s"})});
}

Result<pipeline::Reply> show(const Deps& deps, const policy::Grant<Action::screen>& grant,
                             Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  MASH_TRY(const cases::Deadline d, find_breach(c));
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, head->id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("action", "/case/" + head->id.text() + "/breach/" + d.id);
  data.set("stage", cases::words_of(d));
  data.set("due", plain_time(d.due_at));
  data.set("met", d.met_at ? plain_time(*d.met_at) : std::string());
  data.set("agency",
           d.agency.empty() ? std::string() : directory::agency_name(deps.borough, d.agency));
  data.set("notes", notes_data(deps, grant, c, d));
  data.set("fields", form_of(c));
  return pipeline::View{.page = "triage/breach",
                        .title = "Why was this late?",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<pipeline::Reply> explain(Context& c) {
  MASH_TRY(const cases::Deadline d, find_breach(c));
  const auto reason = *model::from_code<model::BreachReason>(c.input.text("reason"));
  if (reason == model::BreachReason::other && !c.input.has("text")) {
    return invalid("text", "Enter the reason in your own words");
  }
  if (!cases::explain_breach(c, c.case_id, d.id, reason)) return not_found();
  BreachRow row{.id = new_id_text(c.random),
                .deadline = d.id,
                .case_id = c.case_id,
                .at = c.now,
                .by = c.principal.person,
                .reason = reason};
  const json::Value words = json::Object{{"text", c.input.text("text")}};
  row.sealed = c.vault.seal(c.tx, label_of(row.id, row.case_id), json::encode(words), c.random);
  insert_breach_note(c.tx, row);
  c.note(std::string(model::code_of(reason)));
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/screen", {}};
}

}  // namespace

pipeline::Route breach_page(const Deps& deps) {
  return pipeline::page<Action::screen>(
      {.path = "/case/{case}/breach/{deadline}",
       .summary = "Why a deadline passed",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }});
}

pipeline::Route breach_act() {
  using pipeline::Kind;
  return pipeline::act<Action::screen>(
      {.path = "/case/{case}/breach/{deadline}",
       .summary = "Say why a deadline passed",
       .event = "case.breach-explained",
       .fields = {{.name = "reason",
                   .label = "Reason",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = codes_of<model::BreachReason>(),
                   .missing = "Select why it was late"},
                  {.name = "text", .label = "Anything to add", .max = 2000, .as_typed = true}},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return explain(c); },
       .again = "/case/{case}/breach/{deadline}"});
}

}  // namespace mash::triage
