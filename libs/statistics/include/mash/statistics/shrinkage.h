// SPDX-License-Identifier: MIT
// Rates that are shrunk to what is usual: one in ten days is no rate of its own yet.
//
// What: counts are Poisson, rates among people are gamma; shape and rate of the gamma by maximum
// likelihood of the counts (Clayton and Kaldor 1987), and what that says of each one's rate.
// What not: no ranking, no forecast.
// Errors: invalid_input naming "counts" or "exposure": with fewer than 2, or where counts differ by
// no more than chance explains, there is no gamma to find.
// Thread safety: pure functions. Cost: linear, some ten rounds.
#pragma once

#include <cstddef>
#include <span>

#include "mash/base/result.h"

namespace mash::statistics {

struct Exposed {
  double count = 0;     // not negative, whole
  double exposure = 0;  // above 0: years, or the count expected
};

struct Gamma {
  double shape = 0;  // alpha
  double rate = 0;   // beta: the mean is alpha / beta
  double log_likelihood = 0;
};
Result<Gamma> fit_gamma(std::span<const Exposed> counts);

struct Shrunk {
  double mean = 0;   // (count + alpha) / (exposure + beta)
  double lower = 0;  // 90 %
  double upper = 0;
};
Shrunk shrunk(const Exposed& one, const Gamma& among);
// That the rate is above this.
double chance_above(double rate, const Exposed& one, const Gamma& among);

}  // namespace mash::statistics
