// SPDX-License-Identifier: MIT
// The upper limit of a count, and the chance of so many, from what a regression expects.
#pragma once

#include "mash/statistics/surge.h"

namespace mash::statistics {

struct Expected {
  double mean = 0;
  double error = 0;       // standard error of the mean; only the 2/3 power heeds it
  double dispersion = 1;  // at least 1; 1 is Poisson
};

struct Limit {
  double upper = 0;
  double p_value = 0;  // of the observed count or more
};
Limit surge_limit(const Expected& e, double observed, double alpha, SurgeLimit kind);

}  // namespace mash::statistics
