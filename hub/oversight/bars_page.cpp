// SPDX-License-Identifier: MIT
// Who may not know of a case, because they or somebody close to them are in it (D09).
#include <algorithm>
#include <map>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/people/family_bars.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"

namespace mash::oversight {

namespace {

using pipeline::Context;
using policy::Action;
using BarGrant = policy::Grant<Action::set_bar>;

// Everybody of the hub whom a case could be shown to.
std::vector<const model::StaffMember*> hub_staff(const model::Borough& borough) {
  std::vector<const model::StaffMember*> out;
  for (const auto& person : borough.staff) {
    if (person.side == model::Side::hub && person.content_access) out.push_back(&person);
  }
  std::ranges::sort(out, {}, [](const auto* person) { return person->name.reveal(); });
  return out;
}

json::Value form_of(const Context& c, const model::Borough& borough) {
  const auto typed = [&c](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::SelectOptions who{.name = "staff",
                          .label = "Who may not know of this case?",
                          .error = html::error_of(c.faults, "staff"),
                          .value = typed("staff"),
                          .choices = {{.value = "", .text = "Choose a person"}},
                          .label_classes = "govuk-label--s"};
  for (const auto* person : hub_staff(borough)) {
    who.choices.push_back(
        {.value = person->id.text(),
         .text = person->name.reveal() + ", " + directory::agency_name(borough, person->agency)});
  }
  return html::fields(
      {html::select(who), html::textarea({.name = "reason",
                                          .label = "Why?",
                                          .hint = "For example, that their sister is the mother",
                                          .error = html::error_of(c.faults, "reason"),
                                          .value = typed("reason"),
                                          .rows = 2,
                                          .max_length = 1000,
                                          .label_classes = "govuk-label--s"})});
}

// Its page of bars, for whoever may know of it; of others nothing, not even that they are there.
json::Value case_link(Context& c, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  const bool known = head && !cases::is_barred(c.tx, id, c.principal.person);
  return json::Object{{"known", known},
                      {"reference", known ? head->reference : ""},
                      {"href", known ? "/case/" + id.text() + "/bars" : ""}};
}

// Who is barred from one of two cases of the same people and still sees the other.
json::Array still_seen(Context& c, const model::Borough& borough) {
  json::Array out;
  for (const auto& one : people::who_still_sees(c, c.case_id)) {
    const bool elsewhere = one.hidden == c.case_id;  // they see the other case
    json::Value link = case_link(c, elsewhere ? one.seen : one.hidden);
    // Of themselves nobody reads that they are barred somewhere.
    if (!link.flag("known") || one.staff == c.principal.person) continue;
    out.emplace_back(json::Object{{"who", directory::person_name(borough, one.staff)},
                                  {"elsewhere", elsewhere},
                                  {"reference", link.text("reference")},
                                  {"href", link.text("href")}});
  }
  return out;
}

std::string by_line(const model::Borough& borough, const StaffId& who, UtcTime at) {
  const bool hub = who == pipeline::k_system;
  return (hub ? "the hub itself" : directory::person_name(borough, who)) + ", " + plain_time(at);
}

json::Value bar_view(const cases::Bar& bar, const model::Borough& borough) {
  json::Value v = json::Object{};
  v.set("who", directory::person_name(borough, bar.staff));
  v.set("reason", bar.reason.reveal());
  v.set("set", by_line(borough, bar.set_by, bar.set_at));
  v.set("lifted", bar.lifted_at ? by_line(borough, bar.lifted_by, *bar.lifted_at) : std::string());
  v.set("action", "/case/" + bar.case_id.text() + "/bars/" + bar.id);
  v.set("idempotency_key", false);  // several forms stand on one page
  return v;
}

using Sources = std::map<std::string, CaseId>;

// A bar that follows from a case from which its reader is barred would tell them of that case, and
// of its reason: to them it is not there.
bool is_kept_from_reader(const Context& c, const Sources& from, const std::string& bar) {
  const auto found = from.find(bar);
  return found != from.end() && cases::has_bar(c.tx, found->second, c.principal.person);
}

Result<pipeline::Reply> show(const Deps& deps, const BarGrant& grant, Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const Sources from = people::bars_from_elsewhere(c.tx, c.case_id);
  json::Array bars;
  for (const auto& bar : cases::bars_of(c, grant, c.case_id)) {
    if (is_kept_from_reader(c, from, bar.id)) continue;
    json::Value v = bar_view(bar, deps.borough);
    const auto found = from.find(bar.id);
    v.set("follows", found == from.end() ? json::Value(false) : case_link(c, found->second));
    bars.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("not_held", model::is_open(head->state) && head->taken_by.empty());
  data.set("nobody", bars.empty());
  data.set("bars", std::move(bars));
  json::Array seen = still_seen(c, deps.borough);
  data.set("is_seen", !seen.empty());
  data.set("still_seen", std::move(seen));
  data.set("action", "/case/" + c.case_id.text() + "/bars");
  data.set("fields", form_of(c, deps.borough));
  return pipeline::View{.page = "oversight/bars",
                        .title = "Conflicts of interest",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<pipeline::Reply> set(const Deps& deps, const policy::Proof& proof, Context& c) {
  const auto staff = StaffId::trusted(std::string(c.input.text("staff")));
  if (people::is_barred_by_hand(c.tx, c.case_id, staff)) {
    return invalid("staff", "It is hidden from them already, as this page says above");
  }
  if (people::leaves_nobody(c.tx, deps.borough, c.case_id, staff)) {
    return invalid("staff",
                   "Then nobody could decide in this case. Ask another hub to take it first");
  }
  cases::set_bar(c, c.case_id, staff, std::string(c.input.text("reason")));
  if (deps.on_bars_changed) deps.on_bars_changed(c, proof, c.case_id);
  const bool myself = staff == c.principal.person;
  return pipeline::SeeOther{myself ? "/queue" : "/case/" + c.case_id.text() + "/bars", {}};
}

Result<pipeline::Reply> lift(const Deps& deps, const policy::Proof& proof, Context& c) {
  const std::string bar(c.input.text("bar"));
  if (is_kept_from_reader(c, people::bars_from_elsewhere(c.tx, c.case_id), bar) ||
      !cases::lift_bar(c, c.case_id, bar)) {
    return not_found();
  }
  if (deps.on_bars_changed) deps.on_bars_changed(c, proof, c.case_id);
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/bars", {}};
}

pipeline::Field staff_field(const model::Borough& borough) {
  pipeline::Field field{.name = "staff",
                        .label = "Person",
                        .kind = pipeline::Kind::choice,
                        .required = true,
                        .missing = "Choose who may not know of this case"};
  for (const auto* person : hub_staff(borough)) field.choices.push_back(person->id.text());
  return field;
}

}  // namespace

void add_bar_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::set_bar>(
      {.path = "/case/{case}/bars",
       .summary = "Who may not know of a case",
       .event = "bar.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::set_bar>(
      {.path = "/case/{case}/bars",
       .summary = "Hide a case from somebody who has a conflict of interest",
       .event = "bar.set",
       .fields = {staff_field(deps.borough),
                  {.name = "reason",
                   .label = "Reason",
                   .required = true,
                   .max = 1000,
                   .missing = "Say why they may not know of it",
                   .as_typed = true}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return set(deps, grant, c); },
       .again = "/case/{case}/bars"}));
  out.push_back(pipeline::act<Action::set_bar>(
      {.path = "/case/{case}/bars/{bar}",
       .summary = "Show a case again to somebody from whom it was hidden",
       .event = "bar.lifted",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return lift(deps, grant, c); }}));
}

}  // namespace mash::oversight
