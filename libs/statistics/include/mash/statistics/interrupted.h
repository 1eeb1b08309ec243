// SPDX-License-Identifier: MIT
// Interrupted series: did the rate step when something began?
//
// What: quasi-Poisson regression of counts, log link: a constant, a step at the event, a straight
// trend, pairs of yearly harmonics, an offset. Interval by the normal distribution on errors
// widened by the dispersion (Pearson's chi-squared over degrees of freedom); Newey-West errors and
// the Durbin-Watson statistic of Pearson's residuals beside it.
// What not: no cause. What else happened at that time is in the step as well.
// Errors: invalid_input naming "values", "event", "harmonics" or "offset", with what to do.
// Thread safety: pure functions. Cost: linear in the observations, cubic in the terms.
// Sources: Bernal, Cummins and Gasparrini 2017 (segmented regression); McCullagh and Nelder 1989
// (dispersion); Newey and West 1987 (errors, Bartlett's weights).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "mash/base/result.h"

namespace mash::statistics {

struct Observation {
  double time = 0;      // in any unit, rising; also that of the trend
  double count = 0;     // not negative
  double exposure = 1;  // what the count is out of: above 0
};

struct InterruptedOptions {
  double event = 0;  // from this time on the step counts
  std::size_t harmonics = 0;
  double year = 12;  // time units in a year
};

struct Term {
  std::string name;
  double estimate = 0;  // of the logarithm of the rate
  double error = 0;     // standard error, widened by the dispersion
  double newey_west_error = 0;
};

struct Interrupted {
  double rate_ratio = 0;  // after against before, the rest alike
  double lower = 0;       // 95 %
  double upper = 0;
  double p_value = 0;
  double newey_west_lower = 0;
  double newey_west_upper = 0;
  double dispersion = 0;
  double durbin_watson = 0;
  std::size_t observations = 0;
  std::size_t before = 0;
  std::size_t degrees_of_freedom = 0;
  std::size_t lags = 0;  // of Newey and West
  std::vector<Term> terms;
};

Result<Interrupted> interrupted(std::span<const Observation> series,
                                const InterruptedOptions& options);

}  // namespace mash::statistics
