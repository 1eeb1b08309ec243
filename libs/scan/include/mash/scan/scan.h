// SPDX-License-Identifier: MIT
// Kulldorff's scan statistics: where and when there were more cases than chance explains.
//
// What: circles around each place by its nearest places, up to a share of what is expected, times
// spans of time. `poisson` is Kulldorff's of 1997 and 2001: as many cases as there were, shared out
// by the baseline (people at risk), so only its proportions matter. `expectation` takes the
// baseline as the number of cases expected (Neill 2005). `permutation` (Kulldorff 2005) needs no
// baseline: places keep their cases and times theirs, and what is sought is what comes together.
// P-values by Monte Carlo: how often the best of a replica of chance scores as much, (1 + such) in
// (1 + replicas). For secondary clusters that is on the safe side.
// What not: no cause, no forecast, no ellipses, no adjustment for age.
// Errors: invalid_input naming "places", "cases", "baseline", "monte-carlo", "max-share" or
// "max-duration" (more spans or places and times than memory is for).
// Thread safety: pure functions; scan starts its own threads. The result does not depend on them.
// Cost: places squared times spans for each replica, 16 replicas at once: 700 places, 30 spans and
// 999 replicas take seconds. A retrospective scan has about max_duration times as many spans.
#pragma once

#include <cstdint>
#include <vector>

#include "mash/base/result.h"

namespace mash::scan {

enum class Model { poisson, expectation, permutation };

struct Place {
  double x = 0;  // or latitude
  double y = 0;  // or longitude
};

// Cells are place by place, a place's times in order.
struct Study {
  std::vector<Place> places;
  bool degrees = false;  // latitude and longitude: distances on the globe
  std::size_t times = 1;
  std::vector<std::uint32_t> cases;
  std::vector<double> baseline;  // empty for permutation
};

struct Options {
  Model model = Model::poisson;
  bool prospective = false;      // only spans that reach the last time
  std::size_t max_duration = 0;  // 0: half of the times
  double max_share = 0.5;        // of what is expected, that a circle may hold
  std::size_t replicas = 999;
  std::uint64_t seed = 1;
  std::size_t most = 10;  // clusters at most
  unsigned threads = 1;
};

struct Cluster {
  std::vector<std::size_t> places;  // the circle's centre first, then outwards
  std::size_t first = 0;            // times, both within
  std::size_t last = 0;
  std::uint64_t observed = 0;
  double expected = 0;
  double relative_risk = 0;  // inside to outside; with `expectation` observed to expected
  double score = 0;          // logarithm of the likelihood ratio
  double p_value = 0;
  std::size_t near_ties = 0;  // other circles that score the same to 9 decimals
};

// The most likely cluster and further ones that share no place with one before. Of equal scores
// the one with fewer places, then with the places named first in the study, comes first.
Result<std::vector<Cluster>> scan(const Study& study, const Options& options);

}  // namespace mash::scan
