// SPDX-License-Identifier: MIT
// Goal: rates are shrunk as published, and chances are those of the gamma.
#include "mash/statistics/shrinkage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace mash::statistics {
namespace {

std::string fault(const std::vector<Exposed>& counts) {
  const auto out = fit_gamma(counts);
  return out ? "" : out.error().faults.front().field;
}

// Lip cancer in the 56 counties of Scotland, 1975 to 1980, observed and expected: Clayton and
// Kaldor 1987, "Empirical Bayes estimates of age-standardized relative risks", Biometrics 43,
// 671-681.
const std::vector<Exposed>& scotland() {
  static const std::vector<Exposed> counties{
      {9, 1.4},   {39, 8.7},  {11, 3.0},  {9, 2.5},  {15, 4.3},  {8, 2.4},   {26, 8.1}, {7, 2.3},
      {6, 2.0},   {20, 6.6},  {13, 4.4},  {5, 1.8},  {3, 1.1},   {8, 3.3},   {17, 7.8}, {9, 4.6},
      {2, 1.1},   {7, 4.2},   {9, 5.5},   {7, 4.4},  {16, 10.5}, {31, 22.7}, {11, 8.8}, {7, 5.6},
      {19, 15.5}, {15, 12.5}, {7, 6.0},   {10, 9.0}, {16, 14.4}, {11, 10.2}, {5, 4.8},  {3, 2.9},
      {7, 7.0},   {8, 8.5},   {11, 12.3}, {9, 10.1}, {11, 12.7}, {8, 9.4},   {6, 7.2},  {4, 5.3},
      {10, 18.8}, {8, 15.8},  {2, 4.3},   {6, 14.6}, {19, 50.7}, {3, 8.2},   {2, 5.6},  {3, 9.3},
      {28, 88.7}, {6, 19.6},  {1, 3.4},   {1, 3.6},  {1, 5.7},   {1, 7.0},   {0, 4.2},  {0, 1.8}};
  return counties;
}

TEST(Shrinkage, ScotlandsLipCancerIsAsPublished) {
  const auto g = fit_gamma(scotland());
  ASSERT_TRUE(g) << g.error().message;
  EXPECT_NEAR(g->shape, 1.87949, 0.000005);
  EXPECT_NEAR(g->rate, 1.32166, 0.00001);
  EXPECT_NEAR(g->log_likelihood, -181.5761, 0.00005);
}

TEST(Shrinkage, ManyYearsKeepTheirRateAndFewAreShrunk) {
  const Gamma usual{.shape = 2, .rate = 1};
  EXPECT_NEAR(shrunk({5000, 1000}, usual).mean, 5, 0.01);
  EXPECT_DOUBLE_EQ(shrunk({1, 0.1}, usual).mean, 3 / 1.1);  // not 10
}

TEST(Shrinkage, ChancesAreThoseOfTheGamma) {
  // Shape 1 is the exponential distribution.
  const Gamma usual{.shape = 1, .rate = 1};
  const Exposed none{0, 1};
  EXPECT_NEAR(chance_above(1, none, usual), std::exp(-2), 1e-12);
  EXPECT_EQ(chance_above(0, none, usual), 1);
  const auto s = shrunk(none, usual);
  EXPECT_NEAR(s.lower, -std::log(0.95) / 2, 1e-12);
  EXPECT_NEAR(s.upper, -std::log(0.05) / 2, 1e-12);
}

TEST(Shrinkage, SaysWhatIsWrong) {
  EXPECT_EQ(fault({{1, 1}}), "counts");
  EXPECT_EQ(fault({{0, 1}, {0, 1}}), "counts");
  EXPECT_EQ(fault({{1.5, 1}, {2, 1}}), "counts");
  EXPECT_EQ(fault({{1, 0}, {2, 1}}), "exposure");
  EXPECT_EQ(fault({{5, 1}, {5, 1}, {5, 1}}), "counts");  // less spread than chance has
}

}  // namespace
}  // namespace mash::statistics
