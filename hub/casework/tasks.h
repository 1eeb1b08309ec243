// SPDX-License-Identifier: MIT
// Tasks of a case: what is to be done, for whom, by when and why; done, handed over or called off
// by those whose task it is. A desk always has it, also while a person of it is away.
#pragma once

#include <string>
#include <vector>

#include "holders.h"
#include "mash/base/sensitive.h"
#include "mash/casework/casework.h"
#include "mash/pipeline/route.h"
#include "task_store.h"

namespace mash::casework {

struct TaskWords {
  Sensitive what, why;
};
struct NewTask {
  TaskKind kind = TaskKind::task;
  Holder holder;
  std::optional<UtcTime> due_at;
  std::string discussion;
  TaskWords words;
};
// `owner`: whose words they are. Answers the id.
std::string add_task(pipeline::Context& c, const CaseId& id, const AgencyId& owner,
                     const NewTask& task);
TaskWords open_task_words(pipeline::Context& c, const policy::Proof& proof, const TaskRow& row);
Sensitive open_event_words(pipeline::Context& c, const policy::Proof& proof,
                           const TaskEventRow& row);

// One event with its words; the task must be open. A task with a clock meets it at `at`, or loses
// it.
void finish_task(pipeline::Context& c, const TaskRow& row, const std::string& came_of_it,
                 UtcTime at);
void call_off_task(pipeline::Context& c, const TaskRow& row, const std::string& reason);
void hand_over_task(pipeline::Context& c, const TaskRow& row, const Holder& to,
                    const std::string& said);

}  // namespace mash::casework
