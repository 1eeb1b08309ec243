// SPDX-License-Identifier: MIT
// How long things take, where some have not ended yet.
//
// What: the share that still lasts after each time (Kaplan and Meier 1958) with Greenwood's error
// and a log-log interval; the time by which a share has ended, with a bootstrap that draws
// families, since siblings wait together; mean, median and p90 by the same draws. What not: no
// comparison of groups (time_ratio.h), no working hours: lengths are in the caller's unit. Errors:
// invalid_input naming "spans", "share" or "replicas". Thread safety: pure functions. Cost: n log
// n, and that for each replica.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mash/base/result.h"

namespace mash::statistics {

struct Lasted {
  double length = 0;  // so far, if it has not ended
  bool ended = true;
  std::size_t family = 0;  // those of one number are drawn together
};

// At a time at which something ended.
struct Remaining {
  double time = 0;
  std::size_t at_risk = 0;
  std::size_t ended = 0;
  double share = 1;  // that lasts longer
  double error = 0;
  double lower = 0;  // 95 %; equal to the share where it is 0
  double upper = 0;
};

Result<std::vector<Remaining>> kaplan_meier(std::span<const Lasted> spans);

// The first time by which this share has ended: 0.5 for the median; none if too many go on.
std::optional<double> time_by(std::span<const Remaining> curve, double share);

// No value: beyond what was seen.
struct TimeBy {
  std::optional<double> estimate;
  std::optional<double> lower;  // 95 %, percentiles
  std::optional<double> upper;
};
Result<TimeBy> time_by_with_interval(std::span<const Lasted> spans, double share,
                                     std::size_t replicas, std::uint64_t seed);

// The mean is the area under the curve up to the longest span: if that one goes on, the true mean
// is longer, and `longest_goes_on` says so. Its interval is by bootstrap-t.
struct DurationSummary {
  TimeBy mean;
  TimeBy median;
  TimeBy p90;
  bool longest_goes_on = false;
};
Result<DurationSummary> duration_summary(std::span<const Lasted> spans, std::size_t replicas,
                                         std::uint64_t seed);

}  // namespace mash::statistics
