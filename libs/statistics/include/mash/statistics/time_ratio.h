// SPDX-License-Identifier: MIT
// How many times as long things take after a change as before it, like for like.
//
// What: the number by which times before have to be multiplied so that, within strata, Gehan's test
// finds neither those nor the times after to be the longer. Where all have ended and there is one
// stratum this is Hodges and Lehmann's estimate: the median of all quotients. Each stratum weighs
// as van Elteren has it. Interval: bootstrap over families, middle 95 %. Why this: means follow a
// few long cases, medians of small strata jump, and a hazard ratio does not say how long; quotients
// of pairs do, and heed spans that still go on. What not: no cause; what is in no stratum is not
// made alike. Errors: invalid_input naming "spans" or "replicas". Thread safety: pure function.
// Cost: linear in the spans for each step and replica, some 40 steps each. Sources: Hodges and
// Lehmann 1963; Gehan 1965; van Elteren 1960.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "mash/base/result.h"

namespace mash::statistics {

struct Compared {
  double length = 0;  // so far, if it has not ended
  bool ended = true;
  bool after = false;
  std::size_t stratum = 0;
  std::size_t family = 0;
};

// No value: it cannot be told, for instance if nothing has ended on one side.
struct TimeRatio {
  std::optional<double> ratio;  // after to before
  std::optional<double> lower;  // 95 %
  std::optional<double> upper;
  std::size_t strata = 0;  // with spans on both sides
  std::size_t used = 0;
  std::size_t left_out = 0;  // spans of other strata
};
Result<TimeRatio> time_ratio(std::span<const Compared> spans, std::size_t replicas,
                             std::uint64_t seed);

}  // namespace mash::statistics
