// SPDX-License-Identifier: MIT
// The hub's post room: packages wait here, sealed, until the gate has stored them, and what was
// collected from the gate is remembered so that it happens once. What not: the connection itself
// (server), what packages say (product, directory).
#pragma once

#include <string>
#include <vector>

#include "mash/packages/packages.h"
#include "mash/pipeline/route.h"

namespace mash::post {

// In the transaction of the act that sends it; delivered later, in this order, at least once, and
// stored by the gate exactly once (by `id`). Without a case: accounts and figures.
void send(pipeline::Context& c, const packages::Outward& package, const CaseId& case_id);

// Whether anything waits: cheap, for the one who delivers.
bool any_waiting(db::Transaction& tx);
// The oldest packages that the gate has not confirmed.
std::vector<packages::Outward> waiting(pipeline::Context& c,
                                       const policy::Grant<policy::Action::collect>& grant,
                                       int limit);
void delivered(pipeline::Context& c, const std::vector<std::string>& ids);

// Whether this inward message was new; remembers it. Call first in the act that takes it in.
bool take_in(pipeline::Context& c, const std::string& inward_id);

}  // namespace mash::post
