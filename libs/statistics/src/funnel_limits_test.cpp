// SPDX-License-Identifier: MIT
// Goal: whom the limits of a funnel plot call different.
#include "mash/statistics/funnel_limits.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mash/statistics/seeded.h"

namespace mash::statistics {
namespace {

std::vector<Share> drawn(std::uint64_t seed, double share, double spread) {
  Seeded random(seed, 1);
  std::vector<Share> out;
  for (int i = 0; i < 33; ++i) {
    Share one{.with = 0, .of = 100 + 20 * i};
    const double own = share + spread * (random.unit() - 0.5);
    for (std::int64_t k = 0; k < one.of; ++k) one.with += random.unit() < own ? 1 : 0;
    out.push_back(one);
  }
  return out;
}

std::size_t outside(const std::vector<Share>& units) {
  const auto funnel = funnel_limits(units).value();
  std::size_t out = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const double share = static_cast<double>(units[i].with) / static_cast<double>(units[i].of);
    out += share < funnel.limits[i].lower || share > funnel.limits[i].upper ? 1U : 0U;
  }
  return out;
}

TEST(FunnelLimits, AreThoseOfTheFormulaWhereNothingButChanceDiffers) {
  const std::vector<Share> units{{50, 100}, {52, 100}, {48, 100}, {51, 100}, {49, 100}};
  const auto funnel = funnel_limits(units).value();
  EXPECT_DOUBLE_EQ(funnel.share, 0.5);
  EXPECT_DOUBLE_EQ(funnel.factor, 1);
  // 0.5 +- 3.0902 * sqrt(0.25 / 100)
  EXPECT_NEAR(funnel.limits[0].lower, 0.34549, 1e-5);
  EXPECT_NEAR(funnel.limits[0].upper, 0.65451, 1e-5);
}

TEST(FunnelLimits, HoldAlmostAllUnitsThatDifferByChanceAlone) {
  std::size_t out = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) out += outside(drawn(seed, 0.3, 0));
  EXPECT_LE(out, 15U);  // 1,980 units at 2 in 1,000: 4 are expected
}

TEST(FunnelLimits, AreWiderWhereUnitsDifferAmongThemselvesAndStillShowWhoIsFarOff) {
  auto units = drawn(7, 0.3, 0.3);
  EXPECT_GT(funnel_limits(units).value().factor, 2);
  EXPECT_LE(outside(units), 1U);
  units[20] = {.with = units[20].of * 9 / 10, .of = units[20].of};
  EXPECT_EQ(outside(units), 1U);
}

TEST(FunnelLimits, AreNoneOfTooFewOrWhereAllAreAlike) {
  EXPECT_FALSE(funnel_limits(std::vector<Share>{{1, 2}, {1, 2}, {1, 2}, {1, 2}}));
  EXPECT_FALSE(funnel_limits(std::vector<Share>(6, {0, 20})));
  EXPECT_FALSE(funnel_limits(std::vector<Share>(6, {20, 20})));
}

}  // namespace
}  // namespace mash::statistics
