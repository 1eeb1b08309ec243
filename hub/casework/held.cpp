// SPDX-License-Identifier: MIT
#include "mash/casework/held.h"

#include "desks.h"
#include "log.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "tasks.h"

namespace mash::casework {

namespace {

std::vector<HeldTask> readable(pipeline::Context& c, const policy::Proof& proof,
                               const std::vector<TaskRow>& rows) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<HeldTask> out;
  for (const auto& row : rows) {
    // Front door and desk, or a desk whose agency works on the case no more: as on its page.
    if (hidden.contains(row.case_id) || !cases::works_on(c, row.case_id)) continue;
    out.push_back({.id = row.id,
                   .case_id = row.case_id,
                   .what = open_task_words(c, proof, row).what,
                   .due_at = row.due_at,
                   .created_at = row.created_at,
                   .desk = row.desk,
                   .person = row.person});
  }
  return out;
}

}  // namespace

std::vector<HeldTask> tasks_held(pipeline::Context& c, const policy::Proof& proof,
                                 const StaffId& person) {
  return readable(c, proof, open_tasks_of_person(c.tx, person));
}

std::vector<HeldTask> tasks_of_nobody(pipeline::Context& c, const policy::Proof& proof,
                                      const AgencyId& desk) {
  auto rows = open_tasks_of_desk(c.tx, desk);
  std::erase_if(rows, [](const TaskRow& row) { return !row.person.empty(); });
  return readable(c, proof, rows);
}

std::vector<StaffId> can_take_task(pipeline::Context& c, const model::Borough& borough,
                                   const CaseId& id, const AgencyId& desk) {
  std::vector<StaffId> out;
  for (const auto& holder : present_holders(c, borough, id)) {
    if (holder.desk == desk && !holder.person.empty()) out.push_back(holder.person);
  }
  return out;
}

bool pass_task_on(pipeline::Context& c, const HeldTask& task, const StaffId& to,
                  const std::string& said) {
  const auto row = find_task(c.tx, task.case_id, task.id);
  if (!row || row->state != TaskState::open || row->person != task.person) return false;
  hand_over_task(c, *row, {row->desk, to}, said);
  return true;
}

std::string note_in_log(pipeline::Context& c, const policy::Proof& proof,
                        const cases::Timescales& timescales, const CaseId& id,
                        const std::string& with_whom, const std::string& what) {
  const auto desk = desk_of(c.principal);
  if (desk != pipeline::k_front_door) {
    cases::start_clock_for_news(c, timescales, id, model::NewsKind::logged, desk);
  }
  return add_log_entry(c, proof, id,
                       {.kind = LogKind::note,
                        .happened_at = c.now,
                        .with_whom = Sensitive(with_whom),
                        .what = Sensitive(what)},
                       "");
}

Sensitive note_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                     const std::string& entry) {
  const auto row = entry.empty() ? std::nullopt : find_log_entry(c.tx, id, entry);
  return row ? open_log_entry(c, proof, *row).what : Sensitive();
}

AgencyId works_for(const policy::Principal& person) {
  return desk_of(person);
}

}  // namespace mash::casework
