// SPDX-License-Identifier: MIT
// Goal: durations are estimated as published, and families are drawn whole.
#include "mash/statistics/durations.h"

#include <gtest/gtest.h>

#include "mash/statistics/seeded.h"

#include <cmath>

namespace mash::statistics {
namespace {

// Weeks of remission with 6-mercaptopurine: Freireich et al. 1963, as Gehan printed them
// (Biometrika 52, 1965). The first of a pair is the length, the second whether it ended.
std::vector<Lasted> remissions() {
  const std::pair<int, bool> weeks[] = {
      {6, true},   {6, true},   {6, true},   {6, false},  {7, true},   {9, false},  {10, true},
      {10, false}, {11, false}, {13, true},  {16, true},  {17, false}, {19, false}, {20, false},
      {22, true},  {23, true},  {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};
  std::vector<Lasted> out;
  for (const auto& [length, ended] : weeks) out.push_back({double(length), ended, out.size()});
  return out;
}

// Share, Greenwood's error and log-log interval as statistics packages print them for these data.
TEST(Durations, RemissionsAreAsPublished) {
  const double published[][6] = {
      {6, 21, 0.8571, 0.0764, 0.6197, 0.9516},  {7, 17, 0.8067, 0.0869, 0.5631, 0.9228},
      {10, 15, 0.7529, 0.0963, 0.5032, 0.8894}, {13, 12, 0.6902, 0.1068, 0.4316, 0.8491},
      {16, 11, 0.6275, 0.1141, 0.3675, 0.8049}, {22, 7, 0.5378, 0.1282, 0.2678, 0.7468},
      {23, 6, 0.4482, 0.1346, 0.1881, 0.6801}};
  const auto curve = kaplan_meier(remissions());
  ASSERT_TRUE(curve);
  ASSERT_EQ(curve->size(), 7U);
  for (std::size_t i = 0; i < 7; ++i) {
    const auto& r = (*curve)[i];
    EXPECT_EQ(r.time, published[i][0]);
    EXPECT_EQ(double(r.at_risk), published[i][1]);
    EXPECT_NEAR(r.share, published[i][2], 0.00005);
    EXPECT_NEAR(r.error, published[i][3], 0.00005);
    EXPECT_NEAR(r.lower, published[i][4], 0.00005);
    EXPECT_NEAR(r.upper, published[i][5], 0.00005);
  }
  EXPECT_EQ(time_by(*curve, 0.5), 23);
  EXPECT_EQ(time_by(*curve, 0.9), std::nullopt);
}

TEST(Durations, WhereAllEndItIsTheShareThatLastsLonger) {
  const auto curve = kaplan_meier(std::vector<Lasted>{{1}, {2}, {2}, {4}});
  ASSERT_TRUE(curve);
  EXPECT_DOUBLE_EQ((*curve)[0].share, 0.75);
  EXPECT_DOUBLE_EQ((*curve)[1].share, 0.25);
  EXPECT_EQ((*curve)[2].share, 0);
  EXPECT_EQ(time_by(*curve, 0.5), 2);
  EXPECT_EQ(time_by(*curve, 0.9), 4);
}

TEST(Durations, TheIntervalOfTheMedianHoldsItAsOftenAsItSays) {
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Seeded random(seed, 1);
    std::vector<Lasted> spans;
    for (std::size_t i = 0; i < 60; ++i) spans.push_back({-std::log1p(-random.unit()), true, i});
    const auto t = time_by_with_interval(spans, 0.5, 199, seed);
    ASSERT_TRUE(t);
    held += *t->lower <= std::log(2) && std::log(2) <= *t->upper;
  }
  EXPECT_GE(held, 178);  // 190 are expected, 12 are 4 standard deviations
}

TEST(Durations, TheMeanIsTheAreaUnderTheCurve) {
  const auto all = duration_summary(std::vector<Lasted>{{1}, {2}, {3}, {10}}, 200, 1);
  ASSERT_TRUE(all);
  EXPECT_DOUBLE_EQ(*all->mean.estimate, 4);
  EXPECT_EQ(all->median.estimate, 2);
  EXPECT_EQ(all->p90.estimate, 10);
  EXPECT_FALSE(all->longest_goes_on);
  EXPECT_LE(*all->mean.lower, 4);
  EXPECT_GE(*all->mean.upper, 4);
  // One that goes on at 3: a quarter, half, then both of the last; (1 + 3/4 + 1/2) + 1/2 * 7.
  const auto some = duration_summary(std::vector<Lasted>{{1}, {2}, {3, false}, {10}}, 200, 1);
  EXPECT_DOUBLE_EQ(*some->mean.estimate, 5.75);
  EXPECT_FALSE(some->longest_goes_on);
  const auto open = duration_summary(std::vector<Lasted>{{1}, {2}, {3}, {10, false}}, 200, 1);
  EXPECT_TRUE(open->longest_goes_on);
  EXPECT_EQ(open->p90.estimate, std::nullopt);
}

TEST(Durations, SiblingsAreDrawnTogether) {
  // Ten families of six who wait alike tell as much as ten children, not as sixty.
  std::vector<Lasted> apart;
  std::vector<Lasted> families;
  Seeded random(5, 5);
  for (std::size_t f = 0; f < 10; ++f) {
    const double length = -std::log1p(-random.unit());
    for (std::size_t i = 0; i < 6; ++i) {
      families.push_back({length, true, f});
      apart.push_back({length, true, f * 6 + i});
    }
  }
  const auto wide = time_by_with_interval(families, 0.5, 500, 1);
  const auto narrow = time_by_with_interval(apart, 0.5, 500, 1);
  ASSERT_TRUE(wide && narrow);
  EXPECT_EQ(wide->estimate, narrow->estimate);
  EXPECT_GT(*wide->upper - *wide->lower, *narrow->upper - *narrow->lower);
}

TEST(Durations, SaysWhatIsWrong) {
  const auto fault = [](const auto& result) {
    return result ? std::string() : result.error().faults.front().field;
  };
  EXPECT_EQ(fault(kaplan_meier(std::vector<Lasted>{})), "spans");
  EXPECT_EQ(fault(kaplan_meier(std::vector<Lasted>{{-1}})), "spans");
  EXPECT_EQ(fault(time_by_with_interval(remissions(), 1, 200, 1)), "share");
  EXPECT_EQ(fault(time_by_with_interval(remissions(), 0.5, 9, 1)), "replicas");
  EXPECT_EQ(fault(duration_summary(std::vector<Lasted>{}, 200, 1)), "spans");
  EXPECT_EQ(fault(duration_summary(remissions(), 9, 1)), "replicas");
}

}  // namespace
}  // namespace mash::statistics
