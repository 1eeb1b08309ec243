// SPDX-License-Identifier: MIT
#include "lines.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/queue.h"
#include "mash/directory/directory.h"
#include "mash/people/people.h"
#include "mash/shift/handed.h"

namespace mash::handover {

namespace {

using pipeline::Context;

constexpr int k_most_cases = 1000;

bool is_front_door_desk(const model::Borough& borough, const AgencyId& desk) {
  return desk == pipeline::k_front_door || desk == borough.out_of_hours;
}

bool leads(policy::Role role) {
  using policy::Role;
  return role == Role::mash_manager || role == Role::deputy_manager || role == Role::mash_admin;
}

Line line_of(const cases::OpenCase& one) {
  Line out{.code = "case:" + one.head.id.text(),
           .case_id = one.head.id,
           .reference = one.head.reference,
           .rating = one.head.rating,
           .holder = one.head.taken_by};
  if (one.next) {
    out.due_at = one.next->due_at;
    out.started_at = one.next->started_at;
    out.waits_for = std::string(cases::words_of(*one.next));
  }
  return out;
}

// Whoever works here no more was of the front door, as far as anybody can tell.
AgencyId desk_of(const model::Borough& borough, const StaffId& person) {
  return borough.find_staff(person) == nullptr ? pipeline::k_front_door
                                               : shift::desk_of(borough, person);
}

}  // namespace

bool may_hand_over(const policy::Principal& reader, const model::Borough& borough,
                   const StaffId& person) {
  const AgencyId desk = desk_of(borough, person);
  if (desk.empty()) return false;
  if (reader.person == person) return true;
  if (is_front_door_desk(borough, desk)) return leads(reader.role);
  return reader.role == policy::Role::navigator && reader.agency == desk;
}

void say_which(json::Value& v, Context& c, const policy::Proof& proof, const CaseId& id,
               const std::string& reference, model::Rating rating) {
  v.set("who", people::children_line(c, proof, id));
  v.set("named", people::children_named(c, proof, id));
  v.set("reference", reference);
  v.set("level", cases::rating_tag(rating));
}

std::vector<Line> lines_of(Context& c, const policy::Proof& proof, const StaffId& person) {
  std::vector<Line> out;
  if (cases::is_front_door(c.principal)) {
    const cases::OpenFilter filter{.taken_by = person, .reader = c.principal.person};
    for (const auto& one : cases::open_queue(c.tx, filter, k_most_cases, 0)) {
      out.push_back(line_of(one));
    }
  }
  for (auto& task : casework::tasks_held(c, proof, person)) {
    if (task.desk != casework::works_for(c.principal)) continue;
    const auto head = cases::find_case(c.tx, task.case_id);
    MASH_ASSERT(head.has_value());
    Line line{.code = "task:" + task.id,
              .case_id = task.case_id,
              .reference = head->reference,
              .rating = head->rating,
              .due_at = task.due_at,
              .started_at = task.created_at,
              .waits_for = "Task",
              .holder = person};
    line.task = std::move(task);
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<StaffId> colleagues_here(const model::Borough& borough, const shift::Presence& presence,
                                     const StaffId& person) {
  const AgencyId desk = desk_of(borough, person);
  auto out = presence.here(desk);
  if (is_front_door_desk(borough, desk)) {
    const AgencyId other =
        desk == pipeline::k_front_door ? borough.out_of_hours : pipeline::k_front_door;
    const auto more = presence.here(other);
    out.insert(out.end(), more.begin(), more.end());
  }
  std::erase(out, person);
  return out;
}

std::vector<StaffId> receivers(Context& c, const model::Borough& borough,
                               const shift::Presence& presence, const Line& line) {
  auto out = colleagues_here(borough, presence, line.holder);
  if (line.task) {
    const auto able = casework::can_take_task(c, borough, line.case_id, line.task->desk);
    std::erase_if(out,
                  [&able](const StaffId& id) { return std::ranges::find(able, id) == able.end(); });
  } else {
    std::erase_if(out, [&](const StaffId& id) { return cases::is_barred(c.tx, line.case_id, id); });
  }
  return out;
}

bool can_receive(Context& c, const model::Borough& borough, const shift::Presence& presence,
                 const Line& line, const StaffId& to) {
  const auto able = receivers(c, borough, presence, line);
  return std::ranges::find(able, to) != able.end();
}

bool pass_on(Context& c, const policy::Proof& proof, const Deps& deps, const Line& line,
             const StaffId& to, const std::string& note) {
  const auto head = cases::find_case(c.tx, line.case_id);
  if (line.task) {
    const std::string said = note.empty() ? "At the end of a shift."
                                          : "At the end of a shift. What was said is in the log.";
    if (!casework::pass_task_on(c, *line.task, to, said)) return false;
  } else {
    if (!head || !model::is_open(head->state) || head->taken_by != line.holder) return false;
    cases::set_taken_by(c, line.case_id, to);
  }
  shift::Handed row{.id = new_id_text(c.random),
                    .case_id = line.case_id,
                    .task = line.task ? line.task->id : std::string(),
                    .from = line.holder,
                    .to = to,
                    .by = c.principal.person,
                    .at = c.now};
  if (!note.empty()) {
    row.log_entry =
        casework::note_in_log(c, proof, deps.timescales, line.case_id,
                              "Handed over to " + directory::person_name(deps.borough, to), note);
  }
  shift::insert_handed(c.tx, row);
  c.touch(line.case_id.text());
  c.touch(row.id);
  return true;
}

}  // namespace mash::handover
