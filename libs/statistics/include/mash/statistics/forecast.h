// SPDX-License-Identifier: MIT
// How many to expect in each of the next weeks, and how well that would have gone in the past.
//
// What: quasi-Poisson regression of weekly counts, log link: a constant and a pair of yearly
// harmonics, from two years on a straight trend as well. The interval is of the count and not of
// its mean: the dispersion (Pearson's chi-squared over degrees of freedom, at least 1) and the
// error of the mean, by the normal distribution. Beside it how such forecasts did that were made at
// past weeks and of what stood until then alone, against saying last week's count again.
// What not: no forecast of a person, no cause; what has never happened before is in none.
// Errors: invalid_input naming "counts" (under a year; no curve) or "horizon".
// Thread safety: pure function. Cost: a regression, and one for each four of the weeks looked at.
// Source: McCullagh and Nelder 1989 (dispersion); Tashman 2000 (rolling origin).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "mash/base/result.h"

namespace mash::statistics {

inline constexpr std::size_t k_least_weeks = 52;
// Five years. What was longer ago is left out: it says little of the next weeks, and would cost the
// square of its length. Ours.
inline constexpr std::size_t k_most_weeks = 260;

struct ExpectedWeek {
  double mean = 0;
  double lower = 0;  // 95 %
  double upper = 0;
};

struct PastAccuracy {
  std::size_t forecasts = 0;  // weeks that were forecast and then counted
  double mean_error = 0;      // absolute, in counts
  double naive_error = 0;     // of last week's count said again
  double share_inside = 0;    // of these weeks, inside their interval; 0.95 is what it promises
};

struct Forecast {
  std::vector<ExpectedWeek> weeks;
  double dispersion = 1;
  bool trend = false;
  std::optional<PastAccuracy> past;  // none where no past week had a year before it
};

// One count a week without a gap, the oldest first, of which the last k_most_weeks are looked at.
// At most a year ahead.
Result<Forecast> forecast(std::span<const double> counts, std::size_t horizon);

}  // namespace mash::statistics
