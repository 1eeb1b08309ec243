// SPDX-License-Identifier: MIT
// Goal: charts have the limits and points that NHSRplotthedots gives.
#include "mash/statistics/xmr.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace mash::statistics {
namespace {

// The series of that package's own tests: 20 normal numbers, R's seed 123.
std::vector<double> package_series() {
  return {-0.56047565, -0.23017749, 1.55870831,  0.07050839,  0.12928774, 1.71506499, 0.46091621,
          -1.26506123, -0.68685285, -0.44566197, 1.22408180,  0.35981383, 0.40077145, 0.11068272,
          -0.55584113, 1.78691314,  0.49785048,  -1.96661716, 0.70135590, -0.47279141};
}

std::vector<XmrPoint> chart(const std::vector<double>& values, const XmrOptions& options = {}) {
  auto points = xmr(values, options);
  EXPECT_TRUE(points) << points.error().message;
  return points ? *std::move(points) : std::vector<XmrPoint>();
}

// A letter a point: the first of its cause.
std::string causes(const std::vector<XmrPoint>& points) {
  std::string out;
  for (const auto& p : points) out += ".xt2s"[static_cast<int>(p.cause)];
  return out;
}

std::string fault(const std::vector<double>& values, const XmrOptions& options) {
  const auto points = xmr(values, options);
  return points ? "" : points.error().faults.front().field;
}

TEST(Xmr, LimitsAreThosePrintedByThePackage) {
  for (const auto& p : chart(package_series(), {.screen_outliers = true})) {
    EXPECT_NEAR(p.mean, 0.142, 0.0005);
    EXPECT_NEAR(p.lower, -3.01, 0.005);
    EXPECT_NEAR(p.upper, 3.29, 0.005);
    EXPECT_EQ(p.type, PointType::common_cause);
  }
  const auto halves = chart(package_series(), {.rebase = {10}, .screen_outliers = true});
  EXPECT_NEAR(halves[9].mean, 0.0746, 0.00005);
  EXPECT_NEAR(halves[9].lower, -2.60, 0.005);
  EXPECT_NEAR(halves[9].upper, 2.75, 0.005);
  EXPECT_NEAR(halves[10].mean, 0.209, 0.0005);
  EXPECT_NEAR(halves[10].lower, -3.28, 0.005);
  EXPECT_NEAR(halves[10].upper, 3.70, 0.005);
  EXPECT_EQ(halves[10].group, 1U);
}

TEST(Xmr, AnOutlierWidensTheLimitsUnlessItIsScreened) {
  auto values = package_series();
  values[14] = 10;
  const auto all = chart(values);
  const auto screened = chart(values, {.screen_outliers = true});
  EXPECT_EQ(all[0].mean, screened[0].mean);
  EXPECT_GT(all[0].upper - all[0].lower, 1.2 * (screened[0].upper - screened[0].lower));
  EXPECT_EQ(screened[14].cause, Cause::outside_limits);
}

TEST(Xmr, ARangeOfJustTheLimitIsScreened) {
  // Ranges 1, 1, 1, r with r = 3.267 means: dropped, so that the mean range is 1 again.
  const double r = 3.267 * 3 / (4 - 3.267);
  const auto points = chart({0, 1, 0, 1, 1 + r + 1e-9}, {.screen_outliers = true});
  EXPECT_NEAR(points[0].upper - points[0].mean, 2.66, 1e-6);
}

// The cases of the package's tests of its four rules.
TEST(Xmr, SevenOnOneSideAreMarkedAndSixAreNot) {
  const std::vector<double> fixed{-1, 1, -1, 1, -1, 1, -1, 1};
  auto values = fixed;
  for (const double v : {0.5, 0.6, 0.5, 0.6, 0.5, 0.6, -1.0}) values.push_back(v);
  // Point 8 is above the mean as well: with the six after it, seven.
  EXPECT_EQ(causes(chart(values, {.fix_after = 8})), ".......sssssss.");
  values = fixed;
  values.back() = -1;
  for (const double v : {0.5, 0.6, 0.5, 0.6, 0.5, 0.6, -1.0}) values.push_back(v);
  EXPECT_EQ(causes(chart(values, {.fix_after = 7})), "...............");
}

TEST(Xmr, SevenRisingOrFallingAreMarkedAndEqualOnesAreNone) {
  EXPECT_EQ(causes(chart({2, 1, 2, 3, 4, 5, 6, 7, 3})), ".ttttttt.");
  EXPECT_EQ(causes(chart({2, 7, 6, 5, 4, 3, 2, 1, 3})), ".ttttttt.");
  EXPECT_EQ(causes(chart({1, 2, 3, 3, 4, 5, 6})), "x.....x");
  EXPECT_EQ(causes(chart({1, 2, 3, 4, 5, 6})), "......");
}

TEST(Xmr, TwoOfThreeNearALimitCountOnOneSideOfTheMeanOnly) {
  std::vector<double> values;
  for (int i = 0; i < 14; ++i) values.push_back(i % 2 == 0 ? 1 : -1);
  auto apart = values;
  apart.insert(apart.end(), {5.5, -5.5});
  EXPECT_EQ(causes(chart(apart)), std::string(16, '.'));
  // Limits at 0 and 5.32: near is beyond 3.55.
  auto near = values;
  near.insert(near.end(), {4, 4.5, 1, 4.2, -1});
  EXPECT_EQ(causes(chart(near, {.fix_after = 14})), "..............22.2.");
}

TEST(Xmr, BeyondALimitGoesBeforeATrendAndTheRest) {
  const std::vector<double> values{0, 1, 0, 1, 0, 1, 2, 3, 4, 5, 6};
  const auto marks = causes(chart(values, {.fix_after = 6}));
  EXPECT_EQ(marks, "....ttttxxx");
}

TEST(Xmr, WhatIsBetterSaysWhetherAPointIsGood) {
  const std::vector<double> values{0, 1, 0, 1, 0, 1, 9, -9};
  const auto of = [&](Better better, std::size_t i) {
    return chart(values, {.fix_after = 6, .better = better})[i].type;
  };
  EXPECT_EQ(of(Better::up, 6), PointType::improvement);
  EXPECT_EQ(of(Better::up, 7), PointType::concern);
  EXPECT_EQ(of(Better::down, 6), PointType::concern);
  EXPECT_EQ(of(Better::down, 7), PointType::improvement);
  EXPECT_EQ(of(Better::none, 6), PointType::neutral);
  EXPECT_EQ(of(Better::up, 0), PointType::common_cause);
}

TEST(Xmr, EqualValuesAreChance) {
  EXPECT_EQ(causes(chart({4, 4, 4, 4, 4, 4, 4, 4}, {.screen_outliers = true})), "........");
}

TEST(Xmr, SaysWhatIsWrong) {
  EXPECT_EQ(fault({1}, {}), "values");
  EXPECT_EQ(fault({}, {}), "values");
  EXPECT_EQ(fault({1, std::numeric_limits<double>::quiet_NaN()}, {}), "values");
  EXPECT_EQ(fault({1, 2, 3, 4}, {.rebase = {0}}), "rebase");
  EXPECT_EQ(fault({1, 2, 3, 4}, {.rebase = {4}}), "rebase");
  EXPECT_EQ(fault({1, 2, 3, 4}, {.rebase = {2, 2}}), "rebase");
  EXPECT_EQ(fault({1, 2, 3, 4}, {.rebase = {3}}), "rebase");
  EXPECT_EQ(fault({1, 2, 3, 4}, {.fix_after = 1}), "fix-after");
}

}  // namespace
}  // namespace mash::statistics
