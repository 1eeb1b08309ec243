// SPDX-License-Identifier: MIT
// What is done in a case besides asking and deciding: its log, tasks and discussions.
// What not: what agencies know (enquiry, disclosure), decisions (decision), who looked (oversight).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/model/borough.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

// Called when a discussion that the case waited for was held or called off, in the same
// transaction: the case may close now.
using OnSettled = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)>;

// Borough and timescales must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  OnSettled on_settled{};  // may be empty
  // What other slices keep for whoever asks to do, for the page of their tasks.
  std::vector<cases::OwedBy> elsewhere{};
};
// /tasks and, below /case/{case}, /log, /tasks, /tasks/{task} with its
// acts, /discussions and /discussions/{discussion} with its acts.
std::vector<pipeline::Route> routes(const Deps& deps);

// E05: where a child is decided on, section 47 or a strategy discussion need police, health and the
// front door to talk. One task for all children of the case, with its clock, in the transaction of
// the decision; police and health are invited, which opens no case to them.
void need_strategy_discussion(pipeline::Context& c, const Deps& deps, const CaseId& id,
                              model::Outcome outcome);

// C10: a desk has said that it disagrees: one open task of the front door, without a clock, to read
// why.
void need_look_at_dissent(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                          const AgencyId& desk);

// A12: a team that was told that a child is open to it says that it is not: a task of the front
// door to find out who does help, by then.
void need_other_helper(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                       const AgencyId& team, std::optional<UtcTime> by_when);

// E03: nobody has recorded that a baby is born who was expected on this day: a task of the front
// door to find out.
void need_word_of_birth(pipeline::Context& c, const CaseId& id, LocalDate expected);

}  // namespace mash::casework
