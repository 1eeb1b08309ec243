// SPDX-License-Identifier: MIT
// Charts and steps by level.
#pragma once

#include <span>
#include <vector>

#include "mash/turnaround/turnaround.h"

namespace mash::turnaround {

// Of one level's cases, both before and after.
Chart chart_of(const std::string& level, std::span<const Case* const> cases, const Options& o);

double wall_hours(const Case& c, UtcTime until);

}  // namespace mash::turnaround
