// SPDX-License-Identifier: MIT
// What is true of a town, for scoring alone: kept apart from what agencies write.
#pragma once

#include <string>

#include "country.h"
#include "summary.h"

namespace mash::simulation {

// Lines without headers.
struct Truth {
  std::string people, processes, places, adults;
  std::uint64_t children = 0, families = 0;
};

// Of those who lived in the town when the span began or were born there.
Truth truth_of(const Country& country, const Town& town, Tally& tally);

}  // namespace mash::simulation
