// SPDX-License-Identifier: MIT
// Challenges to a decision (scenario E09): who may challenge, what keeps the child safe meanwhile,
// who answers at which stage, and the climb to the next. What not: deciding anew (decision), which
// this only asks for; that a desk disagrees without a stage and a clock (assessment).
// Thread safety: as the Context that is passed in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::challenge {

// What stands for one child and may be challenged.
struct Standing {
  PersonId child;
  std::string name;   // of the child
  std::string words;  // what was decided
  std::vector<DecisionId> decisions;
  std::vector<StaffId> decided_by;  // who decided or signed: not who answers at the first stage
};

// Borough and timescales must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  // Of the children for whom a decision stands.
  std::function<std::vector<Standing>(pipeline::Context&, const policy::Proof&, const CaseId&)>
      standing;
  // Decisions of the case were opened again (`reopened`), in the same transaction.
  std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)> on_reopened;
  // A challenge was answered and nothing is opened again: the case may go on.
  std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)> on_upheld;
};
// GET and POST /case/{case}/challenges, GET /case/{case}/challenges/{challenge}, and POST /safety,
// /answer and /next below it.
std::vector<pipeline::Route> routes(const Deps& deps);

// Challenges that were not answered in time go to the next stage, where there is one: one system
// act each, in which it is looked at again, so that firing twice or after a restart changes
// nothing. Answers how many. For the scheduler, after cases::fire_due_clocks. Cost: one select.
int climb_overdue(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now);

}  // namespace mash::challenge
