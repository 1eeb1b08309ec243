// SPDX-License-Identifier: MIT
// Routes by page. Each adds its own to the list.
#pragma once

#include <vector>

#include "mash/policy/policy.h"
#include "mash/retention/retention.h"

namespace mash::retention {

void add_list_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_hold_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// The front door and the data protection officer see to cases as a whole; a desk to its own part.
bool sees_whole_cases(const policy::Principal& person);

}  // namespace mash::retention
