// SPDX-License-Identifier: MIT
// What people are found by when they are looked up.
#pragma once

#include "blocking.h"

namespace mash::linkage {

// For these people, the most useful first.
std::vector<PassPlan> look_up_plans(const Prepared& people);

}  // namespace mash::linkage
