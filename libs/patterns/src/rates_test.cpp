// SPDX-License-Identifier: MIT
// Goal: rates that people share come out as published, and no day after T is looked at.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "mash/patterns/events.h"

namespace mash::patterns {
namespace {

// Lip cancer in the 56 districts of Scotland, 1975 to 1980: observed and expected (Clayton and
// Kaldor 1987, table 1).
constexpr std::array<double, 56> k_observed{9,  39, 11, 9, 15, 8, 26, 7,  6,  20, 13, 5,  3,  8,
                                            17, 9,  2,  7, 9,  7, 16, 31, 11, 7,  19, 15, 7,  10,
                                            16, 11, 5,  3, 7,  8, 11, 9,  11, 8,  6,  4,  10, 8,
                                            2,  6,  19, 3, 2,  3, 28, 6,  1,  1,  1,  1,  0,  0};
constexpr std::array<double, 56> k_expected{
    1.4,  8.7,  3.0,  2.5, 4.3, 2.4, 8.1,  2.3,  2.0,  6.6, 4.4,  1.8,  1.1,  3.3,
    7.8,  4.6,  1.1,  4.2, 5.5, 4.4, 10.5, 22.7, 8.8,  5.6, 15.5, 12.5, 6.0,  9.0,
    14.4, 10.2, 4.8,  2.9, 7.0, 8.5, 12.3, 10.1, 12.7, 9.4, 7.2,  5.3,  18.8, 15.8,
    4.3,  14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4,  3.6, 5.7,  7.0,  4.2,  1.8};

TEST(Rates, ComeOutAsPublishedForScottishLipCancer) {
  std::vector<Counted> counts;
  for (std::size_t i = 0; i < k_observed.size(); ++i)
    counts.push_back({k_observed[i], k_expected[i]});
  const auto fit = fit_gamma(counts);
  EXPECT_NEAR(fit.prior.a, 1.87949, 2e-4);
  EXPECT_NEAR(fit.prior.b, 1.32166, 2e-4);
  EXPECT_NEAR(fit.log_likelihood, -181.5761, 1e-3);
}

TEST(Rates, OneEventInTenDaysIsDrawnTowardsWhatIsUsual) {
  const auto own = own_rate({2, 1}, 1, 10 / k_year);
  EXPECT_NEAR(own.mean, 3 / (1 + 10 / k_year), 1e-12);
  EXPECT_LT(own.low, own.mean);
  EXPECT_GT(own.high, own.mean);
  // Gamma(2, 1) is above 4 with probability e^-4 * 5.
  EXPECT_NEAR(own_rate({2, 1}, 0, 0).twice, 5 * std::exp(-4.0), 1e-12);
}

TEST(Rates, ThatVaryLessThanChanceAreAlike) {
  const std::vector<Counted> counts(50, Counted{3, 1});
  const auto fit = fit_gamma(counts);
  EXPECT_NEAR(fit.prior.mean(), 3, 1e-6);
  EXPECT_GT(fit.prior.a, 400);
}

TEST(Population, KnowsNothingOfLaterDays) {
  std::vector<Person> people;
  for (int i = 0; i < 40; ++i) {
    people.push_back({.id = "p" + std::to_string(i),
                      .events = {{double(i), 1.0 + i % 3, 0}, {300.0 + i, 4, 1}}});
  }
  auto cut = people;
  for (auto& p : cut) p.events.pop_back();
  const auto all = population_at(people, 200, weights()),
             early = population_at(cut, 200, weights());
  EXPECT_EQ(all.people, 40U);
  EXPECT_EQ(all.share, early.share);
  EXPECT_EQ(all.mean_severity, early.mean_severity);
  EXPECT_EQ(all.weighed.a, early.weighed.a);
  EXPECT_EQ(all.counts.b, early.counts.b);
}

}  // namespace
}  // namespace mash::patterns
