// SPDX-License-Identifier: MIT
// One task: what became of it, and for those whose it is: done, hand it over, call it off.
#include "desks.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "pages.h"
#include "task_view.h"

namespace mash::casework {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

Result<TaskRow> task_in_path(Context& c) {
  const auto row = find_task(c.tx, c.case_id, c.input.text("task"));
  if (!row) return not_found();
  return *row;
}

enum class Settle { done, hand_over, call_off };

// Its own: those whose task it is. Whoever gave it may call it off as well, and while its desk is
// away whoever gave it and the front door hand it over, or nobody could.
bool is_own(const Context& c, const model::Borough& borough, const TaskRow& row, Settle how) {
  const AgencyId desk = desk_of(c.principal);
  if (row.desk == desk) return true;
  if (how == Settle::call_off) return row.owner == desk;
  if (how == Settle::done || !is_desk_away(c, borough, row.desk)) return false;
  return row.owner == desk || desk == pipeline::k_front_door;
}

Result<policy::Facts> task_facts(Context& c, const model::Borough& borough, Settle how) {
  MASH_TRY(auto facts, cases::case_facts(c));
  MASH_TRY(const auto row, task_in_path(c));
  facts.own = facts.case_member && is_own(c, borough, row, how);
  return facts;
}

bool may_settle(const Context& c, const model::Borough& borough, const TaskRow& row, Settle how) {
  const policy::Facts facts{.own = is_own(c, borough, row, how)};
  return row.state == TaskState::open && policy::may(c.principal, Action::settle_task, facts);
}

json::Value words_question(const Context& c, const std::string& name, const std::string& label) {
  return html::textarea({.name = name,
                         .label = label,
                         .error = html::error_of(c.faults, name),
                         .value = typed_or(c, name),
                         .rows = 2,
                         .max_length = 1000,
                         .label_classes = "govuk-label--s"});
}

json::Value form_of(std::string title, std::string action, std::string button,
                    std::vector<json::Value> questions) {
  json::Value v = json::Object{};
  v.set("title", std::move(title));
  v.set("action", std::move(action));
  v.set("button", std::move(button));
  v.set("fields", html::fields(std::move(questions)));
  v.set("from", "");
  v.set("idempotency_key", false);  // several forms stand on one page
  return v;
}

json::Array forms_of(Context& c, const Deps& deps, const TaskRow& row) {
  const std::string path = case_path(row.case_id, "/tasks/" + row.id);
  json::Array out;
  if (may_settle(c, deps.borough, row, Settle::done)) {
    out.push_back(form_of("It is done", path + "/done", "Record that it is done",
                          {words_question(c, "came_of_it", "What came of it?")}));
  }
  if (may_settle(c, deps.borough, row, Settle::hand_over)) {
    out.push_back(
        form_of("Hand it over", path + "/hand-over", "Hand it over",
                {holder_question(c, deps.borough, present_holders(c, deps.borough, row.case_id),
                                 "to", "To whom?"),
                 words_question(c, "said", "What did you tell them?")}));
    out.back().set("from", Holder{row.desk, row.person}.code());
  }
  if (may_settle(c, deps.borough, row, Settle::call_off)) {
    out.push_back(form_of("Call it off", path + "/call-off", "Call it off",
                          {words_question(c, "reason", "Why need it not be done any more?")}));
  }
  return out;
}

// Words for which the page has no form any more, so that they are not lost.
std::string words_without_form(const Context& c, const TaskRow& row) {
  if (c.typed == nullptr || row.state == TaskState::open) return {};
  std::string out;
  for (const char* name : {"came_of_it", "said", "reason"}) out += c.typed->text(name);
  return out;
}

json::Array events_view(Context& c, const policy::Proof& proof, const Deps& deps,
                        const TaskRow& row) {
  json::Array out;
  for (const auto& event : task_events(c.tx, row.id)) {
    json::Value v = json::Object{};
    v.set("act", model::words_of(event.act));
    v.set("to", event.act == TaskAct::handed_over
                    ? holder_name(deps.borough, {event.desk, event.person})
                    : std::string());
    v.set("words", open_event_words(c, proof, event).reveal());
    v.set("by", who_for_whom(deps.borough, event.by, event.owner) + ", " + plain_time(event.at));
    out.push_back(std::move(v));
  }
  return out;
}

json::Array invited_view(Context& c, const Deps& deps, const TaskRow& row) {
  json::Array out;
  for (const auto& agency : invited(c.tx, row.id)) {
    json::Value v = json::Object{};
    v.set("agency", directory::agency_name(deps.borough, agency));
    v.set("works_on_it", cases::is_member(c.tx, row.case_id, agency));
    out.push_back(std::move(v));
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto row, task_in_path(c));
  json::Value data = case_page(c, proof, "tasks");
  data.set("task", task_line(c, proof, deps, row));
  data.set("why", open_task_words(c, proof, row).why.reveal());
  data.set("given", who_for_whom(deps.borough, row.created_by, row.owner) + ", " +
                        plain_time(row.created_at));
  json::Array guests = invited_view(c, deps, row);
  data.set("has_invited", !guests.empty());
  data.set("invited", std::move(guests));
  json::Array events = events_view(c, proof, deps, row);
  data.set("has_events", !events.empty());
  data.set("events", std::move(events));
  data.set("forms", forms_of(c, deps, row));
  data.set("lost_form", words_without_form(c, row));
  data.set("back", case_path(row.case_id, "/tasks"));
  return pipeline::View{.page = "casework/task",
                        .title = "Task",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// A conflict names the field with the words typed, so that the page is shown with them.
Error changed_meanwhile(std::string field, std::string what) {
  return {ErrorCode::conflict, what, {{std::move(field), what}}};
}

Result<TaskRow> open_task_in_path(Context& c, std::string field) {
  MASH_TRY(const auto row, task_in_path(c));
  if (row.state == TaskState::open) return row;
  return changed_meanwhile(std::move(field), "This task has been done or called off meanwhile");
}

pipeline::SeeOther back_to(const TaskRow& row) {
  return {case_path(row.case_id, "/tasks/" + row.id), {}};
}

// A strategy discussion is owed to a child by law: who may decide says that it need not be held, or
// that it was held without a record of it.
Result<bool> may_end(Context& c, const Deps& deps, const TaskRow& row, std::string field) {
  const auto* staff = deps.borough.find_staff(c.principal.person);
  if (row.kind != TaskKind::strategy_discussion || (staff != nullptr && staff->decides))
    return true;
  return changed_meanwhile(
      std::move(field),
      "A strategy discussion is ended by its record, or by a manager who may decide");
}

void settled(Context& c, const policy::Proof& proof, const Deps& deps, const TaskRow& row) {
  if (row.kind == TaskKind::strategy_discussion && deps.on_settled)
    deps.on_settled(c, proof, row.case_id);
}

Result<Reply> done(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(const auto row, open_task_in_path(c, "came_of_it"));
  MASH_TRY_DO(may_end(c, deps, row, "came_of_it"));
  finish_task(c, row, std::string(c.input.text("came_of_it")), c.now);
  hear(c, deps, model::NewsKind::task);
  settled(c, proof, deps, row);
  return back_to(row);
}

Result<Reply> hand_over(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, open_task_in_path(c, "said"));
  // Two who hand it over at once do not both do so.
  if (c.input.text("from") != Holder{row.desk, row.person}.code()) {
    return changed_meanwhile("said", "It has been handed over meanwhile. Look who has it now");
  }
  MASH_TRY(const auto to, read_holder(c, deps.borough, row.case_id, "to"));
  if (to.desk == row.desk && to.person == row.person) {
    return invalid("to", "They have it already. Choose somebody else");
  }
  if (row.kind == TaskKind::crime && to.desk != row.desk) {
    return invalid("to", "A possible crime stays with the police: choose a colleague there");
  }
  if (row.kind == TaskKind::strategy_discussion && to.desk != row.desk) {
    return invalid("to",
                   "A strategy discussion stays with the front door: choose a colleague there");
  }
  hand_over_task(c, row, to, std::string(c.input.text("said")));
  hear(c, deps, model::NewsKind::task);
  return back_to(row);
}

Result<Reply> call_off(Context& c, const policy::Proof& proof, const Deps& deps) {
  MASH_TRY(const auto row, open_task_in_path(c, "reason"));
  MASH_TRY_DO(may_end(c, deps, row, "reason"));
  call_off_task(c, row, std::string(c.input.text("reason")));
  hear(c, deps, model::NewsKind::task);
  settled(c, proof, deps, row);
  return back_to(row);
}

pipeline::Field words_field(std::string name, std::string missing) {
  return {.name = std::move(name),
          .label = "The words",
          .required = true,
          .max = 1000,
          .missing = std::move(missing),
          .as_typed = true};
}

pipeline::GatherFacts facts_for(const model::Borough& borough, Settle how) {
  return [&borough, how](Context& c) { return task_facts(c, borough, how); };
}

}  // namespace

void add_task_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  constexpr const char* k_path = "/case/{case}/tasks/{task}";
  out.push_back(pipeline::page<Action::read_case>(
      {.path = k_path,
       .summary = "One task of a case",
       .event = "task.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = std::string(k_path) + "/done",
       .summary = "Record that a task is done, and what came of it",
       .event = "task.done",
       .fields = {words_field("came_of_it", "Say what came of it")},
       .facts = facts_for(deps.borough, Settle::done),
       .run = [deps](const auto& grant, Context& c) { return done(c, grant, deps); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = std::string(k_path) + "/hand-over",
       .summary = "Hand a task over to somebody who is there",
       .event = "task.handed-over",
       .fields = {{.name = "to",
                   .label = "To whom",
                   .required = true,
                   .max = 50,
                   .missing = "Choose to whom you hand it over"},
                  words_field("said", "Say what you told them"),
                  {.name = "from", .label = "Who had it when you looked", .max = 50}},
       .facts = facts_for(deps.borough, Settle::hand_over),
       .run = [deps](const auto&, Context& c) { return hand_over(c, deps); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = std::string(k_path) + "/call-off",
       .summary = "Call a task off",
       .event = "task.called-off",
       .fields = {words_field("reason", "Say why it need not be done any more")},
       .facts = facts_for(deps.borough, Settle::call_off),
       .run = [deps](const auto& grant, Context& c) { return call_off(c, grant, deps); },
       .again = k_path}));
}

}  // namespace mash::casework
