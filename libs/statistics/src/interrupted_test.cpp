// SPDX-License-Identifier: MIT
// Goal: a step in a series is measured as published, and what cannot be told apart is refused.
#include "mash/statistics/interrupted.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

namespace mash::statistics {
namespace {

// Road casualties in Great Britain, months of 1969 to 1984: Harvey and Durbin 1986, "The effects of
// seat belt legislation on British road casualties", Journal of the Royal Statistical Society A
// 149, 187-227. Column 1: car drivers killed; 2: killed or seriously injured.
std::vector<Observation> seatbelts(int column) {
  std::ifstream file(MASH_SOURCE_DIR "/libs/statistics/testdata/seatbelts.csv");
  std::string line;
  std::getline(file, line);
  std::vector<Observation> out;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string month, killed, both;
    std::getline(cells, month, ',');
    std::getline(cells, killed, ',');
    std::getline(cells, both, ',');
    out.push_back({static_cast<double>(out.size()), std::stod(column == 1 ? killed : both), 1});
  }
  return out;
}

Interrupted fitted(const std::vector<Observation>& series, const InterruptedOptions& options) {
  auto out = interrupted(series, options);
  EXPECT_TRUE(out) << out.error().message;
  return out ? *std::move(out) : Interrupted();
}

std::string fault(const std::vector<Observation>& series, const InterruptedOptions& options) {
  const auto out = interrupted(series, options);
  return out ? "" : out.error().faults.front().field;
}

constexpr double k_law = 169;  // February 1983

// The regression `law + t + month` of these data, family quasi-Poisson with Wald's interval.
TEST(Interrupted, SeatBeltsSavedDriversAsPublished) {
  const auto series = seatbelts(1);
  ASSERT_EQ(series.size(), 192U);
  const auto f = fitted(series, {.event = k_law, .harmonics = 6});
  EXPECT_NEAR(f.rate_ratio, 0.8730, 0.00005);
  EXPECT_NEAR(f.lower, 0.8097, 0.00005);
  EXPECT_NEAR(f.upper, 0.9414, 0.00005);
  EXPECT_NEAR(f.dispersion, 2.196, 0.0005);
  EXPECT_EQ(f.terms.size(), 14U);
  EXPECT_EQ(f.degrees_of_freedom, 178U);
  EXPECT_EQ(f.before, 169U);

  const auto both = fitted(seatbelts(2), {.event = k_law, .harmonics = 6});
  EXPECT_NEAR(both.rate_ratio, 0.8504, 0.00005);
  EXPECT_NEAR(both.lower, 0.8081, 0.00005);
  EXPECT_NEAR(both.upper, 0.8950, 0.00005);
  EXPECT_NEAR(both.dispersion, 13.43, 0.005);
  EXPECT_GT(both.durbin_watson, 0);
  EXPECT_LT(both.durbin_watson, 2);  // months resemble their neighbours
}

TEST(Interrupted, SixHarmonicsAreTheMonths) {
  // A series that is its month's own number is fitted whole.
  std::vector<Observation> series;
  const double months[] = {9, 4, 7, 7, 12, 3, 8, 15, 2, 6, 11, 5};
  for (int i = 0; i < 48; ++i) series.push_back({double(i), months[i % 12], 1});
  const auto f = fitted(series, {.event = 24, .harmonics = 6});
  EXPECT_NEAR(f.rate_ratio, 1, 1e-9);
  EXPECT_NEAR(f.dispersion, 0, 1e-12);
}

TEST(Interrupted, WithoutSeasonAndTrendTheRatioIsThatOfTheRates) {
  // Before 3 in 30 each, after 12 in 60 each: twice the rate, whatever the exposure.
  std::vector<Observation> series;
  for (int i = 0; i < 10; ++i)
    series.push_back(i < 5 ? Observation{double(i), 3, 30} : Observation{double(i), 12, 60});
  const auto f = fitted(series, {.event = 5});
  EXPECT_NEAR(f.rate_ratio, 2, 1e-9);
  EXPECT_NEAR(f.terms[2].estimate, 0, 1e-9);
}

TEST(Interrupted, NeweyAndWestsErrorsAreTheDoubleSumOfTheirDefinition) {
  std::vector<Observation> series;
  const double counts[] = {4, 6, 5, 7, 9, 12, 8, 11};
  for (int i = 0; i < 8; ++i) series.push_back({double(i), counts[i], 1});
  const auto f = fitted(series, {.event = 4});
  ASSERT_EQ(f.lags, 2U);
  Eigen::Matrix3d information = Eigen::Matrix3d::Zero();
  std::vector<Eigen::Vector3d> scores;
  for (int i = 0; i < 8; ++i) {
    const Eigen::Vector3d x(1, i < 4 ? 0 : 1, i - 3.5);
    const Eigen::Vector3d beta(f.terms[0].estimate, f.terms[1].estimate, f.terms[2].estimate);
    const double mean = std::exp(x.dot(beta));
    information += mean * x * x.transpose();
    scores.emplace_back((counts[i] - mean) * x);
  }
  Eigen::Matrix3d meat = Eigen::Matrix3d::Zero();
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t k = 0; k < 8; ++k) {
      const double apart = i > k ? double(i - k) : double(k - i);
      meat += std::max(0.0, 1 - apart / 3) * scores[i] * scores[k].transpose();
    }
  }
  const Eigen::Matrix3d inverse = information.inverse();
  const Eigen::Matrix3d errors = inverse * meat * inverse;
  EXPECT_NEAR(f.terms[1].newey_west_error, std::sqrt(errors(1, 1)), 1e-9);
  EXPECT_NEAR(f.newey_west_upper / f.rate_ratio,
              std::exp(1.959963984540054 * f.terms[1].newey_west_error), 1e-9);
}

TEST(Interrupted, SaysWhatIsWrong) {
  std::vector<Observation> series;
  for (int i = 0; i < 24; ++i) series.push_back({double(i), 5.0 + i % 3, 1});
  EXPECT_EQ(fault(series, {.event = 12}), "");
  EXPECT_EQ(fault(series, {.event = 0}), "event");
  EXPECT_EQ(fault(series, {.event = 99}), "event");
  EXPECT_EQ(fault(series, {.event = 12, .harmonics = 7}), "harmonics");
  EXPECT_EQ(fault({series.begin(), series.begin() + 4}, {.event = 2}), "values");
  EXPECT_EQ(fault({}, {.event = 2}), "event");
  auto bad = series;
  bad[3].count = -1;
  EXPECT_EQ(fault(bad, {.event = 12}), "values");
  bad = series;
  bad[3].exposure = 0;
  EXPECT_EQ(fault(bad, {.event = 12}), "offset");
  bad = series;
  bad[3].time = 2;
  EXPECT_EQ(fault(bad, {.event = 12}), "values");
}

}  // namespace
}  // namespace mash::statistics
