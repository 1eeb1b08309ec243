// SPDX-License-Identifier: MIT
// Goal: ratios of times are those of their definition, heed strata, and are as sure as they say.
#include "mash/statistics/time_ratio.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "mash/statistics/seeded.h"

namespace mash::statistics {
namespace {

// Lognormal with this mean and a sigma of 1, by the sum of 12.
double drawn(Seeded& random, double mean) {
  double normal = -6;
  for (int i = 0; i < 12; ++i) normal += random.unit();
  return mean * std::exp(normal - 0.5);
}

TEST(TimeRatio, IsTheMedianOfAllQuotients) {
  Seeded random(3, 3);
  std::vector<Compared> spans;
  for (std::size_t i = 0; i < 40; ++i) {
    spans.push_back({.length = drawn(random, i < 21 ? 2.5 : 1.25), .after = i >= 21, .family = i});
  }
  std::vector<double> quotients;
  for (std::size_t a = 21; a < 40; ++a)
    for (std::size_t b = 0; b < 21; ++b) quotients.push_back(spans[a].length / spans[b].length);
  std::sort(quotients.begin(), quotients.end());
  ASSERT_EQ(quotients.size() % 2, 1U);
  const auto r = time_ratio(spans, 200, 1);
  ASSERT_TRUE(r);
  EXPECT_NEAR(*r->ratio, quotients[quotients.size() / 2], 1e-5);
  EXPECT_LT(*r->lower, *r->ratio);
  EXPECT_GT(*r->upper, *r->ratio);
}

TEST(TimeRatio, HalfAsLongIsAHalfInEachStratumWhateverTheMix) {
  std::vector<Compared> spans;
  std::size_t family = 0;
  for (const double length : {1.0, 2.0, 3.0, 4.0, 5.0}) {
    for (std::size_t s = 0; s < 3; ++s) {
      const double usual = std::pow(10, s);
      spans.push_back({.length = length * usual, .stratum = s, .family = family++});
      for (std::size_t n = 0; n < 3 - s; ++n) {
        spans.push_back(
            {.length = length * usual / 2, .after = true, .stratum = s, .family = family++});
      }
    }
  }
  const auto r = time_ratio(spans, 200, 1);
  ASSERT_TRUE(r);
  EXPECT_NEAR(*r->ratio, 0.5, 1e-5);
  EXPECT_EQ(r->strata, 3U);
  EXPECT_EQ(r->left_out, 0U);
  // All in one, more of the short ones afterwards look like far more than a half.
  for (auto& s : spans) s.stratum = 0;
  EXPECT_LT(*time_ratio(spans, 200, 1)->ratio, 0.3);
}

TEST(TimeRatio, WhatGoesOnCountsAsLongerThanItIsSoFar) {
  std::vector<Compared> spans;
  for (std::size_t i = 1; i <= 20; ++i) {
    spans.push_back({.length = static_cast<double>(i), .family = i});
    const bool ended = i <= 10;  // looked at after ten days
    spans.push_back({.length = std::min(static_cast<double>(i), 10.5),
                     .ended = ended,
                     .after = true,
                     .family = 20 + i});
  }
  EXPECT_NEAR(*time_ratio(spans, 200, 1)->ratio, 1, 0.06);
  for (auto& s : spans) s.ended = true;  // taken as ended they would seem shorter
  EXPECT_LT(*time_ratio(spans, 200, 1)->ratio, 0.9);
}

TEST(TimeRatio, NothingToCompareIsNoRatio) {
  std::vector<Compared> spans{{.length = 1, .stratum = 1}, {.length = 2, .after = true}};
  auto r = time_ratio(spans, 200, 1);
  ASSERT_TRUE(r);
  EXPECT_EQ(r->ratio, std::nullopt);
  EXPECT_EQ(r->left_out, 2U);
  spans = {{.length = 1, .ended = false}, {.length = 2, .ended = false, .after = true}};
  EXPECT_EQ(time_ratio(spans, 200, 1)->ratio, std::nullopt);
  EXPECT_EQ(time_ratio({}, 200, 1)->ratio, std::nullopt);
}

struct Runs {
  int covered = 0;
  int flagged = 0;
  double mean_log = 0;
};

Runs runs_of(int runs, double before, double after) {
  Runs out;
  for (int run = 0; run < runs; ++run) {
    Seeded random(2014, static_cast<std::uint64_t>(run));
    std::vector<Compared> spans;
    for (std::size_t i = 0; i < 600; ++i)
      spans.push_back(
          {.length = drawn(random, i < 300 ? before : after), .after = i >= 300, .family = i});
    const auto r = time_ratio(spans, 199, static_cast<std::uint64_t>(run));
    out.covered += *r->lower <= after / before && after / before <= *r->upper ? 1 : 0;
    out.flagged += *r->upper < 1 || *r->lower > 1 ? 1 : 0;
    out.mean_log += std::log(*r->ratio / (after / before)) / runs;
  }
  return out;
}

// The numbers of the London study, 300 cases on each side. More runs: docs/benchmarks.md.
TEST(TimeRatio, HalvedTimesAreFoundAndTheIntervalHoldsThem) {
  const auto r = runs_of(60, 2.5, 1.25);
  EXPECT_GE(r.covered, 51);  // 57 are expected, 6 are more than 3 standard deviations
  EXPECT_EQ(r.flagged, 60);
  EXPECT_NEAR(r.mean_log, 0, 0.045);  // 4 standard deviations
}

TEST(TimeRatio, NoChangeIsSeldomTakenForOne) {
  EXPECT_LE(runs_of(60, 4.5, 4.5).flagged, 9);  // 3 are expected
}

TEST(TimeRatio, SaysWhatIsWrong) {
  const auto fault = [](const std::vector<Compared>& spans, std::size_t replicas) {
    const auto r = time_ratio(spans, replicas, 1);
    return r ? std::string() : r.error().faults.front().field;
  };
  EXPECT_EQ(fault({{.length = -1}}, 200), "spans");
  EXPECT_EQ(fault({{.length = 1}}, 9), "replicas");
}

}  // namespace
}  // namespace mash::statistics
