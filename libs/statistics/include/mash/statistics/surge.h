// SPDX-License-Identifier: MIT
// Is this week's count more than season, trend and chance explain?
//
// What: Farrington's method with the changes of Noufaily and others. A quasi-Poisson regression of
// past weeks with a factor for the season, whose first level is the weeks around this one in each
// year; past outbreaks weigh less; the upper limit is a quantile of the negative binomial
// distribution or of the 2/3 power; no alarm where fewer than 5 were counted in 4 weeks, this one
// among them. What not: no cause, no forecast; one series at a time, so of many categories some
// alarm by chance.
// The trend: kept where it differs from none (`trend_p`, Farrington), the baseline has 3 years, and
// it promises no more than the highest count seen. Noufaily keep it whether it differs or not: then
// `trend_p` is 1.
// Errors: invalid_input naming "counts", "years", "half_window", "levels", "past_weeks", "trend_p"
// or "alpha". Thread safety: pure functions. Cost: some milliseconds a week.
// Sources: Farrington and others 1996 (weights, trend, 2/3 power); Noufaily and others 2013
// (factor, threshold of weights, negative binomial), Statistics in Medicine 32, 1206-1222.
#pragma once

#include <cstddef>
#include <span>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::statistics {

enum class SurgeLimit { negative_binomial, two_thirds };

struct SurgeOptions {
  std::size_t years = 5;        // looked back
  std::size_t half_window = 3;  // weeks before and after this one in each year
  std::size_t levels = 10;      // of the season; 1: only the windows themselves are looked at
  std::size_t past_weeks = 26;  // newest, left out: an outbreak that goes on is no baseline
  double weights_from = 2.58;   // Anscombe residuals above this weigh less
  double trend_p = 0.05;
  double alpha = 0.005;  // chance of an alarm where nothing has changed
  SurgeLimit limit = SurgeLimit::negative_binomial;
  double few = 5;
  std::size_t few_weeks = 4;
};

struct Surge {
  double observed = 0;
  double expected = 0;
  double upper = 0;       // above it is an alarm
  double score = 0;       // (observed - expected) / (upper - expected); infinite if upper is lower
  double p_value = 0;     // so many or more by chance
  double dispersion = 1;  // variance over mean, at least 1
  bool trend = false;     // was kept
  bool enough = false;    // counted in the last weeks
  bool alarm = false;
  std::size_t baseline = 0;  // weeks
};

// One count a week without a gap; the last is the week that is judged, and `last` a day of it.
Result<Surge> surge(std::span<const double> counts, LocalDate last, const SurgeOptions& options);

// As many weeks have to stand before the one that is judged.
std::size_t weeks_needed(LocalDate last, const SurgeOptions& options);

}  // namespace mash::statistics
