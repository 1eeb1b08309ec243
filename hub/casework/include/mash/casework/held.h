// SPDX-License-Identifier: MIT
// Tasks that one person holds, and passing them on: what a handover at the end of a shift needs of
// this slice. What not: cases that somebody holds (cases), the pages (handover).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

struct HeldTask {
  std::string id;
  CaseId case_id;
  Sensitive what;
  std::optional<UtcTime> due_at;
  UtcTime created_at;
  AgencyId desk;
  StaffId person;
};
// Open tasks in the name of a person of a desk, the most pressing first; of cases that are hidden
// from the reader none.
std::vector<HeldTask> tasks_held(pipeline::Context& c, const policy::Proof& proof,
                                 const StaffId& person);
// Open tasks of a desk in nobody's name, by the same rule.
std::vector<HeldTask> tasks_of_nobody(pipeline::Context& c, const policy::Proof& proof,
                                      const AgencyId& desk);
// Who of this desk can be given a task of the case now.
std::vector<StaffId> can_take_task(pipeline::Context& c, const model::Borough& borough,
                                   const CaseId& id, const AgencyId& desk);
// From one person to another of the same desk. False: it is over, or somebody else has it by now.
bool pass_task_on(pipeline::Context& c, const HeldTask& task, const StaffId& to,
                  const std::string& said);
// A note in the log of a case, as words of the writer's agency; answers its id. What another agency
// tells after the decision waits for a manager's word, as on every other way.
std::string note_in_log(pipeline::Context& c, const policy::Proof& proof,
                        const cases::Timescales& timescales, const CaseId& id,
                        const std::string& with_whom, const std::string& what);
// What such a note says; nothing where there is none.
Sensitive note_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                     const std::string& entry);
// The desk for which this person works: the front door's, or that of their agency.
AgencyId works_for(const policy::Principal& person);

}  // namespace mash::casework
