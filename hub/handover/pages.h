// SPDX-License-Identifier: MIT
#pragma once

#include "mash/handover/handover.h"

namespace mash::handover {

void add_handover_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_handed_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_hand_back_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_nobody_routes(std::vector<pipeline::Route>& out, const Deps& deps);
// Does this person see what the duty team gives back?
bool sees_hand_back(const policy::Principal& person);
// What was handed to the reader and not looked at yet.
json::Value handed_view(pipeline::Context& c, const policy::Proof& proof, const Deps& deps);

}  // namespace mash::handover
