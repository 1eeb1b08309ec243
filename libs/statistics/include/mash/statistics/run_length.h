// SPDX-License-Identifier: MIT
// Charts that gather small shifts, and how long they run until they alarm.
//
// What: tabular CUSUM and EWMA of standardised values, and their average run lengths by Markov
// chain (Brook and Evans 1972; Lucas and Saccucci 1990) for normal values of a given mean. What
// not: no standardising, no choice of the bar: that is what the run lengths are for. Errors:
// invalid_input naming "k", "h", "lambda", "c" or "values". Thread safety: pure functions. Cost: a
// chart is linear; a run length solves some hundred equations.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mash/base/result.h"

namespace mash::statistics {

struct CusumPoint {
  double up = 0;    // max(0, last + value - k)
  double down = 0;  // max(0, last - value - k)
  bool alarm = false;
};
// Alarms where a sum is above h; the sums go on.
Result<std::vector<CusumPoint>> cusum(std::span<const double> values, double k, double h);

struct EwmaPoint {
  double value = 0;  // lambda * value + (1 - lambda) * last, from 0
  double limit = 0;  // c standard deviations of it at this point
  bool alarm = false;
};
Result<std::vector<EwmaPoint>> ewma(std::span<const double> values, double lambda, double c);

// Points until the first alarm, on average, when all values have this mean and a standard
// deviation of 1. Two-sided. The EWMA is taken with the limits that it comes to in the end.
Result<double> cusum_run_length(double k, double h, double mean);
Result<double> ewma_run_length(double lambda, double c, double mean);

}  // namespace mash::statistics
