// SPDX-License-Identifier: MIT
// Goal: probabilities from labels rise with the score, are the shares that were seen, and are not
// made up from too few.
#include "mash/linkage/calibrate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace mash::linkage {
namespace {

TEST(Calibrate, PoolsNeighboursThatAreInTheWrongOrder) {
  std::vector<Label> labels;
  // Scores 0 to 5 bits, ten labels each: 0, 2, 1, 8, 8, 10 matches.
  const int matches[] = {0, 2, 1, 8, 8, 10};
  for (int bits = 0; bits < 6; ++bits)
    for (int i = 0; i < 10; ++i) labels.push_back({bits * k_bit, i < matches[bits]});
  const auto fit = calibrate(labels);
  ASSERT_TRUE(fit);
  Model model;
  model.calibration = *fit;
  const auto at = [&](double bits) {
    return probability(model, static_cast<Weight>(bits * k_bit));
  };
  EXPECT_DOUBLE_EQ(at(0), 1.0 / 62);
  EXPECT_DOUBLE_EQ(at(1), 0.15);
  EXPECT_DOUBLE_EQ(at(2), 0.15);
  EXPECT_DOUBLE_EQ(at(3), 0.8);
  EXPECT_DOUBLE_EQ(at(3.5), 0.8);
  EXPECT_DOUBLE_EQ(at(5), 1 - 1.0 / 62);
  EXPECT_DOUBLE_EQ(at(2.5), (0.15 + 0.8) / 2) << "between two shares, on the line between them";
  EXPECT_DOUBLE_EQ(at(-90), at(0)) << "below all labels, as at the lowest";
  EXPECT_DOUBLE_EQ(at(90), at(5));
}

TEST(Calibrate, ComesNearTheChanceThatMadeTheLabels) {
  std::mt19937 random(20261203);
  std::vector<Label> labels;
  for (int i = 0; i < 20'000; ++i) {
    const auto score = static_cast<Weight>(random() % 12) * k_bit - 6 * k_bit;
    // Twice as sure of itself as it should be.
    const double chance = probability(score / 2);
    labels.push_back({score, static_cast<double>(random() % 1'000'000) / 1e6 < chance});
  }
  auto shuffled = labels;
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  const auto fit = calibrate(labels);
  const auto again = calibrate(shuffled);
  ASSERT_TRUE(fit);
  ASSERT_TRUE(again);
  Model model;
  model.calibration = *fit;
  Model other;
  other.calibration = *again;
  double before = 0;
  for (Weight score = -6 * k_bit; score <= 5 * k_bit; score += k_bit / 4) {
    const double p = probability(model, score);
    EXPECT_GE(p, before) << "never falls";
    EXPECT_EQ(p, probability(other, score)) << "whatever the order of labels";
    before = p;
    if (score % k_bit == 0) EXPECT_NEAR(p, probability(score / 2), 0.04);
  }
}

TEST(Calibrate, RefusesTooFewLabels) {
  std::vector<Label> labels(200, Label{k_bit, true});
  const auto one_kind = calibrate(labels);
  ASSERT_FALSE(one_kind);
  EXPECT_EQ(one_kind.error().message,
            "too few labels: 200 matches and 0 others; label at least 50 pairs, 10 or more of each "
            "kind");
  for (int i = 0; i < 10; ++i) labels.push_back({0, false});
  EXPECT_TRUE(calibrate(labels));
  EXPECT_FALSE(calibrate(std::vector<Label>(labels.end() - 40, labels.end())));
}

TEST(Openness, IsMostAtOneInTwoAndNoneWhereItIsSure) {
  EXPECT_DOUBLE_EQ(openness(0.5), 1);
  EXPECT_DOUBLE_EQ(openness(0), 0);
  EXPECT_DOUBLE_EQ(openness(1), 0);
  EXPECT_DOUBLE_EQ(openness(0.2), openness(0.8));
  EXPECT_LT(openness(0.99), openness(0.9));
}

TEST(Calibrate, WithoutLabelsTheModelSpeaks) {
  EXPECT_EQ(probability(Model{}, 3 * k_bit), probability(3 * k_bit));
}

}  // namespace
}  // namespace mash::linkage
