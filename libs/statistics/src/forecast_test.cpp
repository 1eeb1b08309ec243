// SPDX-License-Identifier: MIT
// Goal: a forecast follows season and trend, its interval holds what it promises, and its past
// accuracy is what was said at the time against what came.
#include "mash/statistics/forecast.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "mash/statistics/seeded.h"

namespace mash::statistics {
namespace {

constexpr double k_year = 365.25 / 7;

double true_mean(std::size_t week) {
  const double years = static_cast<double>(week) / k_year;
  return 40 * std::exp((0.3 * std::cos(2 * std::numbers::pi * years)) + (0.05 * years));
}

std::vector<double> weeks_of(std::size_t n, std::uint64_t seed) {
  Seeded chance(seed, 0);
  std::vector<double> out;
  for (std::size_t i = 0; i < n; ++i) {
    out.push_back(static_cast<double>(chance.poisson(true_mean(i))));
  }
  return out;
}

TEST(Forecast, FollowsACurveThatHasNoChanceInIt) {
  std::vector<double> exact;
  for (std::size_t i = 0; i < 156; ++i) exact.push_back(true_mean(i));
  const auto out = forecast(exact, 12);
  ASSERT_TRUE(out);
  EXPECT_TRUE(out->trend);
  EXPECT_DOUBLE_EQ(out->dispersion, 1);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(out->weeks[i].mean, true_mean(156 + i), 0.01) << i;
    EXPECT_LT(out->weeks[i].lower, out->weeks[i].mean);
    EXPECT_GT(out->weeks[i].upper, out->weeks[i].mean);
  }
}

TEST(Forecast, HoldsNineteenOfTwentyInItsIntervals) {
  double inside = 0;
  double all = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto counts = weeks_of(168, seed);
    const auto out = forecast(std::span(counts).first(156), 12);
    ASSERT_TRUE(out) << seed;
    for (std::size_t i = 0; i < 12; ++i) {
      const double came = counts[156 + i];
      inside += came >= out->weeks[i].lower && came <= out->weeks[i].upper ? 1 : 0;
      ++all;
    }
  }
  EXPECT_NEAR(inside / all, 0.95, 0.02);
}

TEST(Forecast, SaysHowItDidInThePast) {
  const auto counts = weeks_of(156, 7);
  const auto out = forecast(counts, 12);
  ASSERT_TRUE(out);
  ASSERT_TRUE(out->past);
  // Origins at 52, 56 ... 152; the last two have 8 and 4 weeks left.
  EXPECT_EQ(out->past->forecasts, (24U * 12U) + 8U + 4U);
  EXPECT_LT(out->past->mean_error, out->past->naive_error);
  EXPECT_GT(out->past->share_inside, 0.8);
}

TEST(Forecast, KnowsNothingOfWhatCameLater) {
  auto counts = weeks_of(60, 3);
  const auto before = forecast(counts, 4);
  counts[59] += 1000;
  const auto after = forecast(counts, 4);
  ASSERT_TRUE(before && before->past && after && after->past);
  // Of its 8 forecasts one was for the last week, and that one alone is wrong by as much.
  EXPECT_EQ(after->past->forecasts, 8U);
  EXPECT_NEAR((after->past->naive_error - before->past->naive_error) * 8, 1000, 100);
  EXPECT_GE(after->past->share_inside, before->past->share_inside - (1.0 / 8));
}

TEST(Forecast, LooksAtTheLastFiveYearsAlone) {
  const auto recent = weeks_of(k_most_weeks, 5);
  std::vector<double> all(4'000, 900);  // would take minutes
  all.insert(all.end(), recent.begin(), recent.end());
  const auto of_recent = forecast(recent, 12);
  const auto of_all = forecast(all, 12);
  ASSERT_TRUE(of_recent && of_all);
  EXPECT_DOUBLE_EQ(of_all->weeks.back().mean, of_recent->weeks.back().mean);
  EXPECT_EQ(of_all->past->forecasts, of_recent->past->forecasts);
}

TEST(Forecast, IsNotMadeOfLessThanAYear) {
  const auto short_one = forecast(weeks_of(51, 1), 12);
  ASSERT_FALSE(short_one);
  const auto year = forecast(weeks_of(52, 1), 12);
  ASSERT_TRUE(year);
  EXPECT_FALSE(year->trend);
  EXPECT_FALSE(year->past);
}

TEST(Forecast, RefusesWhatIsNoCountAndNoHorizon) {
  auto counts = weeks_of(60, 1);
  EXPECT_FALSE(forecast(counts, 0));
  EXPECT_FALSE(forecast(counts, 53));
  counts[3] = -1;
  EXPECT_FALSE(forecast(counts, 12));
}

}  // namespace
}  // namespace mash::statistics
