// SPDX-License-Identifier: MIT
// Rows of tasks and of what happened to them. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::casework {

struct TaskRow {
  std::string id;
  CaseId case_id;
  TaskKind kind{};
  TaskState state{};
  AgencyId owner;  // whose words they are
  AgencyId desk;   // whose task it is, always
  StaffId person;  // of that desk; empty: any of them
  std::optional<UtcTime> due_at;
  std::string discussion;  // in which it was agreed, or empty
  UtcTime created_at;
  StaffId created_by;
  Bytes sealed;
};
// Done, handed over or called off. Never changed.
struct TaskEventRow {
  std::string id;
  std::string task;
  CaseId case_id;
  TaskAct act{};
  AgencyId owner;
  AgencyId desk;   // handed over: to whom
  StaffId person;  // the same
  UtcTime at;
  StaffId by;
  Bytes sealed;
};

void insert_task(db::Transaction& tx, const TaskRow& row);
void store_task_state(db::Transaction& tx, std::string_view task, TaskState state);
void store_task_holder(db::Transaction& tx, std::string_view task, const AgencyId& desk,
                       const StaffId& person);
std::optional<TaskRow> find_task(db::Transaction& tx, const CaseId& id, std::string_view task);
// Of one case: the open ones first, by when they are due.
std::vector<TaskRow> tasks_of_case(db::Transaction& tx, const CaseId& id);
// All that are open, in all cases, the most pressing first.
std::vector<TaskRow> open_tasks_of_desk(db::Transaction& tx, const AgencyId& desk);
std::vector<TaskRow> open_tasks_of_person(db::Transaction& tx, const StaffId& person);
std::vector<TaskRow> open_tasks_with_invited(db::Transaction& tx, const AgencyId& agency);
// The one of this kind that is open, if any.
std::optional<TaskRow> open_task(db::Transaction& tx, const CaseId& id, TaskKind kind);

void insert_task_event(db::Transaction& tx, const TaskEventRow& row);
std::vector<TaskEventRow> task_events(db::Transaction& tx, std::string_view task);  // oldest first

void insert_invited(db::Transaction& tx, std::string_view task, const AgencyId& agency);
std::vector<AgencyId> invited(db::Transaction& tx, std::string_view task);

}  // namespace mash::casework
