// SPDX-License-Identifier: MIT
#include "mash/casework/give.h"

#include "desks.h"
#include "holders.h"
#include "tasks.h"

namespace mash::casework {

json::Value whom_question(pipeline::Context& c, const model::Borough& borough,
                          const std::string& name, const std::string& label) {
  return holder_question(c, borough, present_holders(c, borough, c.case_id), name, label);
}

Result<GivenTo> give_chosen(pipeline::Context& c, const model::Borough& borough,
                            const std::string& name, const Given& task) {
  MASH_TRY(const Holder holder, read_holder(c, borough, c.case_id, name));
  std::string id = add_task(
      c, c.case_id, desk_of(c.principal),
      {.holder = holder, .due_at = task.due_at, .words = {.what = task.what, .why = task.why}});
  return GivenTo{std::move(id), holder_name(borough, holder)};
}

std::string give_of_challenge(pipeline::Context& c, const CaseId& id, const AgencyId& desk,
                              const Given& task) {
  return add_task(c, id, pipeline::k_front_door,
                  {.kind = TaskKind::challenge,
                   .holder = {.desk = desk},
                   .due_at = task.due_at,
                   .words = {.what = task.what, .why = task.why}});
}

void done_elsewhere(pipeline::Context& c, const CaseId& id, std::string_view task,
                    const std::string& came_of_it) {
  const auto row = find_task(c.tx, id, task);
  if (row && row->state == TaskState::open) finish_task(c, *row, came_of_it, c.now);
}

}  // namespace mash::casework
