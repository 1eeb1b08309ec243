// SPDX-License-Identifier: MIT
// Of a hub that recommends (model::HubMode): what its managers recommend for each child, and the
// front door's decision beside it. A recommendation is never a decision: state, clocks, products
// and feedback follow the decision alone. Only what may not wait starts with it (decide.h).
#pragma once

#include <vector>

#include "decide.h"
#include "decision_store.h"
#include "page.h"

namespace mash::decision {

bool recommends(const Deps& deps);

// Of a case, the oldest first. `decided_by` and `decided_at` say who recommended and when.
std::vector<Decision> recommendations_of(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id);
// The newest for this child; nullptr: there is none.
const Decision* newest_for(const std::vector<Decision>& all, const PersonId& child);
// How many there are for this child, or for all children; opens none of them.
std::int64_t count_recommendations(pipeline::Context& c, const CaseId& id, const PersonId& child);

// Stores it. A strategy discussion that it asks for is prepared at once: nothing that protects a
// child waits for the front door.
void recommend(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
               const ChildDecisions& found, Decision recommendation, const Words& words);
// What follows from this decision was begun by the recommendation that it follows.
bool was_begun(db::Transaction& tx, const Decision& decision);

// May this person write down what the front door decided (for what the page offers)?
bool may_record(const policy::Principal& person);
// GET and POST /case/{case}/decision/{child}/front-door: only in a hub that recommends.
void add_front_door_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// Shared with routes.cpp: the child of the path, if it is one of this case.
Result<ChildDecisions> child_of(pipeline::Context& c, const policy::Proof& proof);

}  // namespace mash::decision
