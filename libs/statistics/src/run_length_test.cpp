// SPDX-License-Identifier: MIT
// Goal: charts gather as defined, and run as long as published.
#include "mash/statistics/run_length.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace mash::statistics {
namespace {

std::string fault(const auto& result) {
  return result ? std::string() : result.error().faults.front().field;
}

// Montgomery, Introduction to Statistical Quality Control, has them to fewer digits: CUSUM 168 and
// 8.38, 465 and 10.4, EWMA 500 and 10.3.
TEST(RunLength, AsPublished) {
  EXPECT_NEAR(*cusum_run_length(0.5, 4, 0), 167.7, 0.05);
  EXPECT_NEAR(*cusum_run_length(0.5, 4, 1), 8.38, 0.005);
  EXPECT_NEAR(*cusum_run_length(0.5, 5, 0), 465.4, 0.05);
  EXPECT_NEAR(*cusum_run_length(0.5, 5, 1), 10.38, 0.005);
  EXPECT_NEAR(*ewma_run_length(0.1, 2.814, 0), 499.6, 0.05);
  EXPECT_NEAR(*ewma_run_length(0.1, 2.814, 1), 10.33, 0.005);
}

TEST(RunLength, WithoutMemoryItIsOneInTheChance) {
  // Lambda 1 is Shewhart's chart: three standard deviations are left once in 370.4 points.
  EXPECT_NEAR(*ewma_run_length(1, 3, 0), 370.4, 0.05);
  EXPECT_NEAR(*ewma_run_length(1, 3, -1), *ewma_run_length(1, 3, 1), 1e-9);
}

TEST(RunLength, SumsGatherWhatIsBeyondTheAllowance) {
  const double values[] = {1, 2, -3, 2, 2};
  const auto points = cusum(values, 0.5, 2);
  ASSERT_TRUE(points);
  const double up[] = {0.5, 2, 0, 1.5, 3};
  const double down[] = {0, 0, 2.5, 0, 0};
  const bool alarm[] = {false, false, true, false, true};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_DOUBLE_EQ((*points)[i].up, up[i]);
    EXPECT_DOUBLE_EQ((*points)[i].down, down[i]);
    EXPECT_EQ((*points)[i].alarm, alarm[i]);
  }
}

TEST(RunLength, AveragesForgetAndTheirLimitsWiden) {
  const double values[] = {2, 0, 4};
  const auto points = ewma(values, 0.5, 1);
  ASSERT_TRUE(points);
  EXPECT_DOUBLE_EQ((*points)[0].value, 1);
  EXPECT_DOUBLE_EQ((*points)[1].value, 0.5);
  EXPECT_DOUBLE_EQ((*points)[2].value, 2.25);
  // One value has half its standard deviation left.
  EXPECT_DOUBLE_EQ((*points)[0].limit, 0.5);
  EXPECT_TRUE((*points)[0].alarm);
  EXPECT_FALSE((*points)[1].alarm);
}

TEST(RunLength, SaysWhatIsWrong) {
  const double none = std::nan("");
  EXPECT_EQ(fault(cusum_run_length(-1, 4, 0)), "k");
  EXPECT_EQ(fault(cusum_run_length(0.5, 0, 0)), "h");
  EXPECT_EQ(fault(cusum_run_length(0.5, 4, none)), "values");
  EXPECT_EQ(fault(ewma_run_length(0, 3, 0)), "lambda");
  EXPECT_EQ(fault(ewma_run_length(1.1, 3, 0)), "lambda");
  EXPECT_EQ(fault(ewma_run_length(0.1, none, 0)), "c");
  EXPECT_EQ(fault(cusum(std::span(&none, 1), 0.5, 4)), "values");
}

}  // namespace
}  // namespace mash::statistics
