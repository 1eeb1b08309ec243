// SPDX-License-Identifier: MIT
#include "tasks.h"

#include <algorithm>

#include "desks.h"
#include "mash/base/assert.h"
#include "mash/cases/clocks.h"
#include "mash/directory/directory.h"

namespace mash::casework {

namespace {

constexpr auto k_stage = model::Stage::strategy_discussion;

pipeline::Label label_of(const TaskRow& row) {
  return {.owner = row.owner, .kind = "task", .case_id = row.case_id, .row = row.id};
}

pipeline::Label label_of(const TaskEventRow& row) {
  return {.owner = row.owner, .kind = "task_event", .case_id = row.case_id, .row = row.id};
}

void add_event(pipeline::Context& c, const TaskRow& task, TaskAct act, const std::string& words,
               const Holder& to) {
  MASH_ASSERT(task.state == TaskState::open);
  TaskEventRow row{.id = new_id_text(c.random),
                   .task = task.id,
                   .case_id = task.case_id,
                   .act = act,
                   .owner = desk_of(c.principal),
                   .desk = to.desk,
                   .person = to.person,
                   .at = c.now,
                   .by = c.principal.person};
  json::Value v = json::Object{};
  v.set("words", words);
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
  insert_task_event(c.tx, row);
  c.touch(task.id);
  c.changed("case", task.case_id.text());
}

}  // namespace

std::string add_task(pipeline::Context& c, const CaseId& id, const AgencyId& owner,
                     const NewTask& task) {
  TaskRow row{.id = new_id_text(c.random),
              .case_id = id,
              .kind = task.kind,
              .state = TaskState::open,
              .owner = owner,
              .desk = task.holder.desk,
              .person = task.holder.person,
              .due_at = task.due_at,
              .discussion = task.discussion,
              .created_at = c.now,
              .created_by = c.principal.person};
  json::Value v = json::Object{};
  v.set("what", task.words.what.reveal());
  v.set("why", task.words.why.reveal());
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
  insert_task(c.tx, row);
  c.touch(row.id);
  c.changed("case", id.text());
  return row.id;
}

TaskWords open_task_words(pipeline::Context& c, const policy::Proof& proof, const TaskRow& row) {
  const json::Value v = c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"what"});
  return {.what = Sensitive(v.text("what")), .why = Sensitive(v.text("why"))};
}

Sensitive open_event_words(pipeline::Context& c, const policy::Proof& proof,
                           const TaskEventRow& row) {
  return Sensitive(
      c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"words"}).text("words"));
}

void finish_task(pipeline::Context& c, const TaskRow& row, const std::string& came_of_it,
                 UtcTime at) {
  add_event(c, row, TaskAct::done, came_of_it, {});
  store_task_state(c.tx, row.id, TaskState::done);
  if (row.kind == TaskKind::strategy_discussion) cases::meet_clock(c, row.case_id, k_stage, at);
}

void call_off_task(pipeline::Context& c, const TaskRow& row, const std::string& reason) {
  add_event(c, row, TaskAct::called_off, reason, {});
  store_task_state(c.tx, row.id, TaskState::called_off);
  if (row.kind == TaskKind::strategy_discussion) cases::withdraw_clock(c, row.case_id, k_stage);
}

void hand_over_task(pipeline::Context& c, const TaskRow& row, const Holder& to,
                    const std::string& said) {
  add_event(c, row, TaskAct::handed_over, said, to);
  store_task_holder(c.tx, row.id, to.desk, to.person);
}

void need_strategy_discussion(pipeline::Context& c, const Deps& deps, const CaseId& id,
                              model::Outcome outcome) {
  if (outcome != model::Outcome::s47 && outcome != model::Outcome::strategy_discussion) return;
  if (open_task(c.tx, id, TaskKind::strategy_discussion)) return;  // of all children together
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  cases::start_clock(c, deps.timescales, id, k_stage, head->rating, c.now);
  const auto clock = cases::running_clock(c.tx, id, k_stage);
  const std::string task = add_task(
      c, id, pipeline::k_front_door,
      {.kind = TaskKind::strategy_discussion,
       .holder = {.desk = pipeline::k_front_door},
       .due_at = clock ? std::optional(clock->due_at) : std::nullopt,
       .words = {.what = Sensitive("Hold the strategy discussion with police and health."),
                 .why = Sensitive("Decided: " + std::string(model::words_of(outcome)) + ".")}});
  for (const auto& agency : deps.borough.agencies) {
    using Kind = model::AgencyKind;
    if (!agency.has_desk() || (agency.kind != Kind::police && agency.kind != Kind::health))
      continue;
    insert_invited(c.tx, task, agency.id);
  }
}

void need_look_at_dissent(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                          const AgencyId& desk) {
  if (open_task(c.tx, id, TaskKind::dissent)) return;
  add_task(
      c, id, pipeline::k_front_door,
      {.kind = TaskKind::dissent,
       .holder = {.desk = pipeline::k_front_door},
       // One task for all: whoever comes later is not in it by name.
       .words = {.what = Sensitive("Read why an agency disagrees, and whether others have said "
                                   "so since: see Assessment."),
                 .why = Sensitive(desk_name(borough, desk) + " said so first.")}});
}

void need_other_helper(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                       const AgencyId& team, std::optional<UtcTime> by_when) {
  add_task(c, id, pipeline::k_front_door,
           {.holder = {.desk = pipeline::k_front_door},
            .due_at = by_when,
            .words = {.what = Sensitive("Find out who helps the children of whom the case system "
                                        "says “Open to early help only”, tell them, and record "
                                        "what it says now."),
                      .why = Sensitive(directory::agency_name(borough, team) +
                                       " says that they are not open to it: see Products.")}});
}

void need_word_of_birth(pipeline::Context& c, const CaseId& id, LocalDate expected) {
  add_task(c, id, pipeline::k_front_door,
           {.holder = {.desk = pipeline::k_front_door},
            .words = {.what = Sensitive("Find out whether the baby who was expected on " +
                                        plain_date(expected) +
                                        " is born. If so, add the child and say that they are the "
                                        "one who was expected."),
                      .why = Sensitive("Nobody has recorded a birth since. Ask with care whoever "
                                       "knows the family: it may have gone otherwise.")}});
}

}  // namespace mash::casework
