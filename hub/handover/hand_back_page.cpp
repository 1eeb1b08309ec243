// SPDX-License-Identifier: MIT
// The morning after: what came in and was done since the duty team gave its work back last, and
// what it still holds, given back to somebody at the front door in one act.
#include <algorithm>

#include "form.h"
#include "mash/cases/cases.h"
#include "mash/cases/queue.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/shift/handed.h"
#include "pages.h"

namespace mash::handover {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_most_cases = 1000;

Result<policy::Facts> facts_of(Context& c) {
  if (!sees_hand_back(c.principal)) return not_found();
  return policy::Facts{.own = true};
}

bool is_duty(const model::Borough& borough, const StaffId& person) {
  return shift::desk_of(borough, person) == borough.out_of_hours;
}

// Before anything was ever given back: since the hub closed last.
UtcTime since(const std::optional<shift::HandBack>& last, const model::Calendar& calendar,
              UtcTime now) {
  return last ? last->at : calendar.closed_before(now);
}

// What the people of the duty team hold, the first of them first.
std::vector<Line> held(Context& c, const policy::Proof& proof, const model::Borough& borough) {
  std::vector<Line> out;
  for (const auto& id : shift::people_of(borough, borough.out_of_hours)) {
    for (auto& line : lines_of(c, proof, id)) out.push_back(std::move(line));
  }
  return out;
}

// "Asked: Barnfield Borough Police, answered; Barnfield Council Housing"
std::string asked(Context& c, const policy::Proof& proof, const model::Borough& borough,
                  const CaseId& id, UtcTime from) {
  std::string out;
  for (const auto& one : enquiry::enquiries_of(c, proof, id)) {
    if (one.sent_at < from || !is_duty(borough, one.sent_by)) continue;
    out += (out.empty() ? "" : "; ") + directory::agency_name(borough, one.agency);
    if (one.returned_at) out += ", answered";
  }
  return out;
}

json::Value case_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                      const CaseId& id, UtcTime from) {
  const auto one = cases::queue_entry(c.tx, id);
  json::Value v = json::Object{};
  v.set("href", "/case/" + id.text());
  say_which(v, c, proof, id, one->head.reference, one->head.rating);
  v.set("received", plain_time(one->head.received_at));
  v.set("state", cases::standing_words(one->head));
  v.set("asked", asked(c, proof, borough, id, from));
  v.set("holder", one->head.taken_by.empty() ? std::string()
                                             : directory::person_name(borough, one->head.taken_by));
  v.set("clock", one->next ? html::clock({.due = one->next->due_at,
                                          .now = c.now,
                                          .started = one->next->started_at,
                                          .breached = one->next->breached_at.has_value()})
                           : json::Value(false));
  v.set("waits_for", one->next ? cases::words_of(*one->next) : std::string_view());
  c.touch(id.text());
  return v;
}

json::Array line_views(Context& c, const policy::Proof& proof, const model::Borough& borough,
                       const std::vector<Line>& lines, const Form& form, UtcTime from) {
  json::Array out;
  for (const auto& line : lines) {
    if (out.size() == k_page) break;
    json::Value v = case_view(c, proof, borough, line.case_id, from);
    const auto* typed = form.find(line.code);
    const std::string place =
        std::to_string(typed != nullptr ? static_cast<std::size_t>(typed - form.lines.data()) + 1
                                        : out.size() + 1);
    v.set("code", line.code);
    v.set("task", line.task ? line.task->what.reveal() : std::string());
    // Of a task it is its own clock that matters.
    if (line.task && line.due_at) {
      v.set("clock", html::clock({.due = line.due_at, .now = c.now, .started = line.started_at}));
      v.set("waits_for", line.waits_for);
    }
    v.set("note", html::textarea(
                      {.name = "note",
                       .label = "What do you say? " + line.reference + (line.task ? ", task" : ""),
                       .error = html::error_of(c.faults, "to-" + place) +
                                html::error_of(c.faults, "note-" + place),
                       .value = typed != nullptr ? typed->note : std::string(),
                       .id = "to-" + place,
                       .rows = 2}));
    out.push_back(std::move(v));
  }
  return out;
}

// Open cases that came in out of hours since then, or in which the duty team asked somebody.
json::Array other_views(Context& c, const policy::Proof& proof, const Deps& deps,
                        const std::vector<Line>& lines, UtcTime from) {
  const cases::OpenFilter filter{.reader = c.principal.person};
  json::Array out;
  for (const auto& one : cases::open_queue(c.tx, filter, k_most_cases, 0)) {
    const CaseId& id = one.head.id;
    if (std::ranges::find(lines, "case:" + id.text(), &Line::code) != lines.end()) continue;
    const UtcTime received = one.head.received_at;
    const bool at_night = received >= from && !deps.timescales.calendar.is_open(received);
    if (!at_night && asked(c, proof, deps.borough, id, from).empty()) continue;
    out.push_back(case_view(c, proof, deps.borough, id, from));
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto& borough = deps.borough;
  const auto last = shift::last_hand_back(c.tx);
  const UtcTime from = since(last, deps.timescales.calendar, c.now);
  const Form form = c.typed != nullptr ? form_of(*c.typed) : Form{};
  const auto lines = held(c, proof, borough);
  const shift::Presence presence(c.tx, borough, c.now);
  const auto here = presence.here(pipeline::k_front_door);
  html::SelectOptions to{.name = "all",
                         .label = "To whom at the front door?",
                         .error = html::error_of(c.faults, "all"),
                         .value = form.all,
                         .choices = {{.value = "", .text = "Choose somebody who is here"}},
                         .label_classes = "govuk-label--s"};
  for (const auto& id : here) {
    to.choices.push_back({.value = id.text(), .text = directory::person_name(borough, id)});
  }
  json::Array held_views = line_views(c, proof, borough, lines, form, from);
  json::Array others = other_views(c, proof, deps, lines, from);
  json::Array lost;
  for (const auto& typed : form.lines) {
    const bool gone = std::ranges::find(lines, typed.code, &Line::code) == lines.end();
    if (gone && !typed.note.empty()) lost.emplace_back(typed.note);
  }
  json::Value data = json::Object{};
  data.set("since", plain_time(from));
  data.set("last",
           last ? "Given back last by " + directory::person_name(borough, last->by) + " to " +
                      directory::person_name(borough, last->to) + "."
                : std::string("Nothing was given back before: this is since the hub closed."));
  data.set("seen", c.version_seen("seen", last ? last->id : std::string()));
  data.set("has_lost", !lost.empty());
  data.set("lost", std::move(lost));
  data.set("has_held", !held_views.empty());
  data.set("more", lines.size() > held_views.size());
  data.set("held", std::move(held_views));
  data.set("has_others", !others.empty());
  data.set("others", std::move(others));
  data.set("nobody", here.empty());
  data.set("telephone", presence.telephone(pipeline::k_front_door));
  data.set("to", html::select(to));
  return pipeline::View{.page = "handover/hand_back",
                        .title = "What the duty team gives back",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> hand_back(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto last = shift::last_hand_back(c.tx);
  if ((last ? last->id : std::string()) != c.input.text("seen")) {
    return Error{ErrorCode::conflict,
                 "Somebody gave it back meanwhile",
                 {{"seen", "Somebody gave it back meanwhile: look at what is left"}}};
  }
  Form form = form_of(c.input);
  const shift::Presence presence(c.tx, deps.borough, c.now);
  const auto to = StaffId::trusted(form.all);
  const auto here = presence.here(pipeline::k_front_door);
  if (std::ranges::find(here, to) == here.end()) {
    return invalid("all", "Choose somebody who is here at the front door");
  }
  for (auto& line : form.lines) line.to.clear();
  if (!form.lines.empty()) {
    const auto lines = held(c, proof, deps.borough);
    MASH_TRY(const auto passing, read_form(c, deps.borough, lines, form));
    for (const auto& one : passing) {
      if (pass_on(c, proof, deps, one.line, one.to, one.note)) continue;
      return Error{ErrorCode::conflict,
                   "Something is somebody else's meanwhile",
                   {{"all", "Something is somebody else's meanwhile: nothing was given back"}}};
    }
  }
  const shift::HandBack row{
      .id = new_id_text(c.random), .at = c.now, .by = c.principal.person, .to = to};
  shift::insert_hand_back(c.tx, row);
  c.touch(row.id);
  return pipeline::SeeOther{"/hand-back", {}};
}

}  // namespace

bool sees_hand_back(const policy::Principal& person) {
  using policy::Role;
  return person.role == Role::emergency_duty || person.role == Role::mash_manager ||
         person.role == Role::deputy_manager || person.role == Role::mash_admin;
}

void add_hand_back_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_tasks>(
      {.path = "/hand-back",
       .summary = "What came in and was done since the duty team gave its work back last",
       .event = "handover.hand-back-read",
       .facts = facts_of,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  auto fields = form_fields();
  std::erase_if(fields, [](const pipeline::Field& f) { return f.name == "to" || f.name == "all"; });
  fields.push_back({.name = "all",
                    .label = "To whom at the front door",
                    .required = true,
                    .max = 40,
                    .missing = "Choose to whom it is given back"});
  fields.push_back({.name = "seen", .label = "The last time that was looked at", .max = 26});
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = "/hand-back",
       .summary = "Give what the duty team holds back to somebody at the front door",
       .event = "handover.handed-back",
       .fields = std::move(fields),
       .facts = facts_of,
       .run = [deps](const auto& grant, Context& c) { return hand_back(grant, c, deps); },
       .again = "/hand-back"}));
}

}  // namespace mash::handover
