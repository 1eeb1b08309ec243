// SPDX-License-Identifier: MIT
// XmR charts (individual values and moving ranges), as NHS England's Making Data Count draws them.
//
// What: mean, limits at 2.66 mean moving ranges, and which points are no chance.
// What not: no drawing, no time: the values stand in the order in which they came about.
// Errors: invalid_input naming "rebase", "fix-after" or "values", with what to do.
// Thread safety: pure functions. Cost: linear.
// Source: Making Data Count (NHS England), as the R package NHSRplotthedots works it out; its rules
// are the four of `Cause`. One difference: where all values that limits are made of are the same,
// the limits are that value and points on it are chance (the package knows no limits then).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::statistics {

enum class Better { up, down, none };

// Why a point is no chance; of several reasons the first.
enum class Cause { chance, outside_limits, trend, two_of_three, one_side };

enum class PointType { common_cause, improvement, concern, neutral };
// As the column point_type says it: "common_cause", "improvement", "concern", "neutral".
std::string_view name_of(PointType type);

struct XmrOptions {
  std::vector<std::size_t> rebase;  // each begins a new group; counted from 0, rising
  std::size_t fix_after = 0;        // only so many points of a group make its limits; 0: all
  bool screen_outliers = false;     // leave out moving ranges of 3.267 times their mean and more
  Better better = Better::none;
};

struct XmrPoint {
  double value = 0;
  double mean = 0;
  double lower = 0;
  double upper = 0;
  Cause cause = Cause::chance;
  PointType type = PointType::common_cause;
  std::size_t group = 0;
};

// Fewer points than this make limits that are not to be trusted.
inline constexpr std::size_t k_few_points = 12;

Result<std::vector<XmrPoint>> xmr(std::span<const double> values, const XmrOptions& options);

}  // namespace mash::statistics
