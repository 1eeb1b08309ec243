// SPDX-License-Identifier: MIT
// Goal: ratios and shares have the intervals of the published examples.
#include "mash/statistics/risk_ratio.h"

#include <gtest/gtest.h>

namespace mash::statistics {
namespace {

TEST(RiskRatio, IsThatOfThePhysiciansHealthStudy) {
  // Heart attacks: 189 of 11,034 with placebo, 104 of 11,037 with aspirin; Agresti 3.1.
  const auto r = risk_ratio({189, 11034}, {104, 11037});
  ASSERT_TRUE(r.has_value());
  EXPECT_NEAR(r->ratio, 1.82, 0.005);
  EXPECT_NEAR(r->lower, 1.43, 0.005);
  EXPECT_NEAR(r->upper, 2.31, 0.01);
}

TEST(RiskRatio, IsNothingWhereNobodyHasIt) {
  EXPECT_FALSE(risk_ratio({0, 10}, {3, 10}).has_value());
  EXPECT_FALSE(risk_ratio({3, 10}, {0, 10}).has_value());
  EXPECT_FALSE(risk_ratio({0, 0}, {0, 0}).has_value());
}

TEST(RiskRatio, OfEverybodyAgainstEverybodyIsOne) {
  const auto r = risk_ratio({5, 5}, {7, 7});
  ASSERT_TRUE(r.has_value());
  EXPECT_DOUBLE_EQ(r->ratio, 1);
  EXPECT_DOUBLE_EQ(r->upper, 1);
}

TEST(ShareInterval, IsThatOfNewcombe) {
  // Newcombe 1998, Stat Med 17:857, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const auto first = share_interval({81, 263});
  ASSERT_TRUE(first.has_value());
  EXPECT_NEAR(first->lower, 0.2553, 0.0001);
  EXPECT_NEAR(first->upper, 0.3662, 0.0001);
  const auto second = share_interval({15, 148});
  EXPECT_NEAR(second->lower, 0.0624, 0.0001);
  EXPECT_NEAR(second->upper, 0.1605, 0.0001);
  const auto none = share_interval({0, 20});
  EXPECT_DOUBLE_EQ(none->lower, 0);
  EXPECT_NEAR(none->upper, 0.1611, 0.0001);
  const auto one = share_interval({1, 29});
  EXPECT_NEAR(one->lower, 0.0061, 0.0001);
  EXPECT_NEAR(one->upper, 0.1718, 0.0001);
  EXPECT_FALSE(share_interval({0, 0}).has_value());
}

}  // namespace
}  // namespace mash::statistics
