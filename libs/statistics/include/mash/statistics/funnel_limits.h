// SPDX-License-Identifier: MIT
// Limits for comparing shares of units of different size with what all of them have together: who
// lies outside of them differs by more than its size explains.
//
// What: limits of a funnel plot, 99.8 %, wider where the units differ among themselves by more than
// chance (a common factor, of winsorised scores), so that not everybody stands out.
// What not: causes, adjustment for who lives where. Thread safety: pure. Cost: sorting.
// Source: Spiegelhalter 2005, Statistics in Medicine 24:1185, sections 2 and 3 (overdispersion:
// multiplicative, 10 % winsorised, only where the factor is more than two standard errors above 1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mash/statistics/risk_ratio.h"

namespace mash::statistics {

struct FunnelLimits {
  double lower = 0, upper = 0;  // within 0 and 1
};
struct Funnel {
  double share = 0;                  // of all together
  double factor = 1;                 // of the variance; 1: no more than chance
  std::vector<FunnelLimits> limits;  // in the order of the units
};
// Nothing of fewer than k_least_units units, or where all or none have it. Units have somebody.
inline constexpr std::size_t k_least_units = 5;
std::optional<Funnel> funnel_limits(std::span<const Share> units);

}  // namespace mash::statistics
