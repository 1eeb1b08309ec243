// SPDX-License-Identifier: MIT
// The end of a shift: everything that one person holds, who gets it and what is said, checked and
// then handed over in one act.
#include <algorithm>

#include "form.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::handover {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string path_of(const StaffId& person) {
  return "/handover/" + person.text();
}

std::vector<html::Choice> choices(const model::Borough& borough, const std::vector<StaffId>& people,
                                  const std::string& none) {
  std::vector<html::Choice> out = {{.value = "", .text = none}};
  for (const auto& id : people) {
    out.push_back({.value = id.text(), .text = directory::person_name(borough, id)});
  }
  return out;
}

json::Value line_view(Context& c, const policy::Proof& proof, const Line& line) {
  json::Value v = json::Object{};
  v.set("code", line.code);
  v.set("href", "/case/" + line.case_id.text() + (line.task ? "/tasks/" + line.task->id : ""));
  v.set("what", line.task ? "Task: " + line.task->what.reveal() : std::string("Case"));
  say_which(v, c, proof, line.case_id, line.reference, line.rating);
  v.set("clock", line.due_at
                     ? html::clock({.due = line.due_at, .now = c.now, .started = line.started_at})
                     : json::Value(false));
  v.set("waits_for", line.waits_for);
  v.set("by_when", line.due_at ? plain_time(*line.due_at) : std::string());
  c.touch(line.case_id.text());
  return v;
}

// Questions of one line; their names are the same in each, their ids are not.
void add_questions(Context& c, const model::Borough& borough, const shift::Presence& presence,
                   const Line& line, const Typed& typed, std::size_t place, json::Value& v) {
  const std::string n = std::to_string(place);
  auto people = choices(borough, receivers(c, borough, presence, line), "Nobody chosen");
  people.push_back({.value = "stay", .text = "It stays as it is"});
  const std::string which = " " + line.reference + (line.task ? ", task" : "");
  v.set("to", html::select({.name = "to",
                            .label = "To whom?" + which,
                            .error = html::error_of(c.faults, "to-" + n),
                            .value = typed.to,
                            .choices = std::move(people),
                            .id = "to-" + n}));
  v.set("note", html::textarea({.name = "note",
                                .label = "What do you say?" + which,
                                .error = html::error_of(c.faults, "note-" + n),
                                .value = typed.note,
                                .id = "note-" + n,
                                .rows = 2}));
}

std::string nobody_words(const model::Borough& borough, const shift::Presence& presence,
                         const StaffId& person) {
  const AgencyId desk = shift::desk_of(borough, person);
  std::string out = "Nobody else is here at this desk.";
  if (const auto next = presence.next(desk)) {
    out += " Next: " + directory::person_name(borough, next->person) + ", " +
           plain_time(next->from) + ".";
  }
  for (const auto& id : presence.on_call(desk)) {
    out += " On call: " + directory::person_name(borough, id) + ".";
  }
  if (const auto phone = presence.telephone(desk); !phone.empty()) out += " Phone " + phone + ".";
  return out;
}

pipeline::View view_of(const char* page, std::string title, json::Value data) {
  return {.page = page,
          .title = std::move(title),
          .data = std::move(data),
          .marking = "OFFICIAL-SENSITIVE"};
}

struct Shown {
  const Line* line;
  const Typed* typed;  // nullptr: nothing yet
  std::size_t place;   // in what was typed, which the faults name
};
// What was looked at comes first and in its order, so that nothing typed moves to another line.
std::vector<Shown> in_order(const std::vector<Line>& lines, const Form& form) {
  std::vector<Shown> out;
  for (std::size_t i = 0; i < form.lines.size(); ++i) {
    const auto line = std::ranges::find(lines, form.lines[i].code, &Line::code);
    if (line != lines.end()) out.push_back({&*line, &form.lines[i], i + 1});
  }
  std::size_t place = form.lines.size();
  for (const auto& line : lines) {
    if (out.size() == k_page) break;
    if (form.find(line.code) == nullptr) out.push_back({&line, nullptr, ++place});
  }
  return out;
}

// What was written about lines that are over, or somebody else's by now.
json::Array words_without_line(const std::vector<Line>& lines, const Form& form) {
  json::Array out;
  for (const auto& typed : form.lines) {
    const bool gone = std::ranges::find(lines, typed.code, &Line::code) == lines.end();
    if (gone && !typed.note.empty()) out.emplace_back(typed.note);
  }
  return out;
}

Reply form_page(const policy::Proof& proof, Context& c, const Deps& deps, const StaffId& person,
                const Form& form) {
  const shift::Presence presence(c.tx, deps.borough, c.now);
  const auto all = lines_of(c, proof, person);
  const auto shown = in_order(all, form);
  const bool own = person == c.principal.person;
  json::Array lines;
  for (const auto& one : shown) {
    json::Value v = line_view(c, proof, *one.line);
    add_questions(c, deps.borough, presence, *one.line, one.typed != nullptr ? *one.typed : Typed{},
                  one.place, v);
    lines.push_back(std::move(v));
  }
  json::Array lost = words_without_line(all, form);
  const auto here = colleagues_here(deps.borough, presence, person);
  const std::string name = directory::person_name(deps.borough, person);
  json::Value data = json::Object{};
  data.set("own", own);
  data.set("who", name);
  data.set("absence", own ? std::string_view() : shift::words_of(presence.absence(person)));
  data.set("handed", own ? handed_view(c, proof, deps) : json::Value(false));
  data.set("sees_nobody", own && policy::may(c.principal, Action::keep_rota, {}));
  data.set("sees_hand_back", own && sees_hand_back(c.principal));
  data.set("nothing", lines.empty()
                          ? html::empty(html::Empty::nothing,
                                        own ? "You hold nothing." : name + " holds nothing.")
                          : json::Value(false));
  data.set("has_lost", !lost.empty());
  data.set("lost", std::move(lost));
  data.set("has_lines", !lines.empty());
  data.set("lines", std::move(lines));
  data.set("count", all.size());
  data.set("more", all.size() > shown.size()
                       ? std::to_string(shown.size()) + " of " + std::to_string(all.size()) +
                             " are shown. Hand these over, and the next come."
                       : std::string());
  data.set("nobody", here.empty() ? nobody_words(deps.borough, presence, person) : std::string());
  data.set("all", html::select({.name = "all",
                                .label = "Who gets all that are shown here?",
                                .hint = "Those for which you choose somebody else go to them",
                                .error = html::error_of(c.faults, "all"),
                                .value = form.all,
                                .choices = choices(deps.borough, here, "Nobody chosen"),
                                .label_classes = "govuk-label--s"}));
  data.set("action", path_of(person) + "/check");
  return view_of("handover/handover", own ? "Handover" : "Handover for somebody", std::move(data));
}

StaffId person_in_path(Context& c) {
  return c.input.has("person") ? StaffId::trusted(std::string(c.input.text("person")))
                               : c.principal.person;
}

Result<policy::Facts> page_facts(Context& c, const model::Borough& borough) {
  if (!may_hand_over(c.principal, borough, person_in_path(c))) return not_found();
  return policy::Facts{.own = true};
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  return form_page(proof, c, deps, person_in_path(c),
                   c.typed != nullptr ? form_of(*c.typed) : Form{});
}

Result<Reply> check(const policy::Proof& proof, Context& c, const Deps& deps) {
  const StaffId person = person_in_path(c);
  const Form form = form_of(c.input);
  if (c.input.flag("change")) return form_page(proof, c, deps, person, form);
  const auto lines = lines_of(c, proof, person);
  MASH_TRY(const auto passing, read_form(c, deps.borough, lines, form));
  json::Array views;
  for (const auto& one : passing) {
    json::Value v = line_view(c, proof, one.line);
    v.set("to", directory::person_name(deps.borough, one.to));
    v.set("note", one.note);
    views.push_back(std::move(v));
  }
  json::Array hidden;
  for (const auto& typed : form.lines) {
    json::Value v = json::Object{};
    v.set("code", typed.code);
    v.set("to", typed.to);
    v.set("note", typed.note);
    hidden.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("who", directory::person_name(deps.borough, person));
  data.set("own", person == c.principal.person);
  data.set("lines", std::move(views));
  data.set("hidden", std::move(hidden));
  data.set("all", form.all);
  data.set("stays", lines.size() - passing.size());
  data.set("action", path_of(person));
  return view_of("handover/check", "Check the handover", std::move(data));
}

Result<Reply> hand_over(const policy::Proof& proof, Context& c, const Deps& deps) {
  const StaffId person = person_in_path(c);
  const auto lines = lines_of(c, proof, person);
  MASH_TRY(const auto passing, read_form(c, deps.borough, lines, form_of(c.input)));
  for (const auto& one : passing) {
    if (pass_on(c, proof, deps, one.line, one.to, one.note)) continue;
    return Error{ErrorCode::conflict,
                 "Something is somebody else's meanwhile",
                 {{"all", "Something is somebody else's meanwhile: nothing was handed over"}}};
  }
  if (person != c.principal.person) c.note("for_somebody");
  return pipeline::SeeOther{person == c.principal.person ? "/handover" : path_of(person), {}};
}

}  // namespace

void add_handover_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const pipeline::GatherFacts facts = [deps](Context& c) { return page_facts(c, deps.borough); };
  const auto page = [deps](const auto& grant, Context& c) { return show(grant, c, deps); };
  out.push_back(pipeline::page<Action::read_tasks>(
      {.path = "/handover",
       .summary = "What I was handed and what I hold, to hand it over",
       .event = "handover.read",
       .facts = facts,
       .run = page}));
  out.push_back(pipeline::page<Action::read_tasks>(
      {.path = "/handover/{person}",
       .summary = "What somebody of a desk holds, to hand it over",
       .event = "handover.read",
       .facts = facts,
       .run = page}));
  auto fields = form_fields();
  fields.push_back({.name = "change",
                    .label = "Back to the form",
                    .kind = pipeline::Kind::choice,
                    .choices = {"yes"}});
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = "/handover/{person}/check",
       .summary = "Check a handover before it is done; changes nothing",
       .event = "handover.checked",
       .fields = std::move(fields),
       .facts = facts,
       .run = [deps](const auto& grant, Context& c) { return check(grant, c, deps); },
       .again = "/handover/{person}"}));
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = "/handover/{person}",
       .summary = "Hand over what is shown to those who were chosen",
       .event = "handover.done",
       .fields = form_fields(),
       .facts = facts,
       .run = [deps](const auto& grant, Context& c) { return hand_over(grant, c, deps); },
       .again = "/handover/{person}"}));
}

}  // namespace mash::handover
