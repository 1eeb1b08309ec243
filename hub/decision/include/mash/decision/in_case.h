// SPDX-License-Identifier: MIT
// All that was decided in a case, for whoever looks through its record. What not: what stands
// (decisions.h). Thread safety: as the Context that is passed in.
#pragma once

#include <vector>

#include "mash/decision/decisions.h"

namespace mash::decision {

// Without their words. Cost: one select.
std::vector<DecisionId> decisions_in(db::Transaction& tx, const CaseId& id);
// With them. Cost: one select, one opening each.
std::vector<Decision> every_decision(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

}  // namespace mash::decision
