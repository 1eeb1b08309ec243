// SPDX-License-Identifier: MIT
// Goal: figures of quality are those of published and of hand-made examples.
#include "mash/patterns/evaluate.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mash::patterns {
namespace {

double real(const json::Value& v) {
  if (const auto* d = v.as_double()) return *d;
  const auto* i = v.as_int();
  return i != nullptr ? static_cast<double>(*i) : NAN;
}

// Ratings of 109 images, 1 to 5 (Hanley and McNeil 1982, table I), whose area they give as 0.893;
// the error and interval by DeLong's way are those of Stata's manual for the same data (roctab).
TEST(Area, IsAsPublishedForHanleyAndMcNeil) {
  const double normal[] = {33, 6, 6, 11, 2}, abnormal[] = {3, 2, 2, 11, 33};
  std::vector<double> no, yes;
  for (int rating = 0; rating < 5; ++rating) {
    no.insert(no.end(), static_cast<std::size_t>(normal[rating]), rating);
    yes.insert(yes.end(), static_cast<std::size_t>(abnormal[rating]), rating);
  }
  const auto a = area(yes, no);
  EXPECT_NEAR(a.auc, 0.8932, 5e-5);
  EXPECT_NEAR(a.error, 0.0307, 5e-5);
  EXPECT_NEAR(a.low, 0.83295, 5e-5);
  EXPECT_NEAR(a.high, 0.95339, 5e-5);
}

TEST(Area, CountsTiesHalfAndNobodyAsUnknown) {
  EXPECT_DOUBLE_EQ(area(std::vector{1.0}, std::vector{1.0, 0.0}).auc, 0.75);
  EXPECT_DOUBLE_EQ(area({}, std::vector{1.0}).auc, 0.5);
}

TEST(Ranking, SharesPlacesAmongTies) {
  std::vector<Judged> people(12);
  people[0] = {.score = 3, .positive = true};
  people[1] = {.score = 2, .positive = true};
  people[2] = {.score = 2};
  const auto r = ranking(people);
  const auto& first = *r["first"].as_array();
  ASSERT_EQ(first.size(), 2U) << "10 and the positives; 50 and 100 are more than there are";
  EXPECT_DOUBLE_EQ(real(first[1]["precision"]), 0.75) << "one, and half of the two at 2";
  EXPECT_DOUBLE_EQ(real(first[0]["recall"]), 1);
}

TEST(Calibration, SeesChancesThatAreRightAndThatAreTooSure) {
  std::vector<Judged> right, sure;
  for (int i = 0; i < 100; ++i) {
    right.push_back({.score = 0.2, .positive = i < 20});
    right.push_back({.score = 0.8, .positive = i < 80});
    sure.push_back({.score = std::log(0.04 / 0.96), .positive = i < 20});
    sure.push_back({.score = std::log(0.96 / 0.04), .positive = i < 80});
  }
  const auto r = calibration(right, Scale::probability), s = calibration(sure, Scale::log_odds);
  EXPECT_NEAR(real(r["slope"]), 1, 1e-6);
  EXPECT_NEAR(real(r["intercept"]), 0, 1e-6);
  EXPECT_NEAR(real(s["slope"]), std::log(4.0) / std::log(24.0), 1e-6);
}

TEST(Delays, AreTakenAtTheRateThatIsAllowed) {
  std::vector<Judged> people;
  for (int i = 0; i < 100; ++i) people.push_back({});  // 100 stable years
  people[0].alarms = {{10, 5.0}};
  people[1].alarms = {{20, 4.0}};
  people[2].alarms = {{30, 3.0}, {200, 2.0}};
  people.push_back({.positive = true, .onset = 50, .alarms = {{40, 9.0}, {60, 2.5}, {90, 4.5}}});
  people.push_back({.positive = true, .onset = 50});
  const auto d = delays(people, 0, 365.25);
  EXPECT_NEAR(real(d["as_given"]["false_alarms_per_1000_years"]), 40, 1e-9);
  EXPECT_EQ(real(d["as_given"]["days_median"]), 10) << "an alarm before the onset is none of it";
  EXPECT_EQ(d["as_given"].number("changed"), 2);
  EXPECT_EQ(d["as_given"].number("found"), 1);
  const auto& ten = d["at_rates"].as_array()->front();
  EXPECT_NEAR(real(ten["false_alarms_per_1000_years"]), 10, 1e-9);
  EXPECT_EQ(real(ten["days_median"]), 40) << "4.5 is above the second false one, 2.5 is not";
}

TEST(Groups, AreComparedByWhoWasFlaggedWithoutCause) {
  std::vector<Judged> people;
  for (int i = 0; i < 40; ++i) people.push_back({.score = i < 4 ? 1.0 : 0.0, .group = "A"});
  for (int i = 0; i < 10; ++i) people.push_back({.score = i < 2 ? 1.0 : 0.0, .group = "B"});
  people[0].positive = true;
  const auto g = between_groups(people);
  const auto& first = g.as_array()->front();
  // 3 of 39 in A and 2 of 10 in B stand where the one positive does.
  EXPECT_NEAR(real(first["ratio"]), 0.2 / (3.0 / 39), 1e-9);
  ASSERT_EQ(first["fewer_than_20"].as_array()->size(), 1U);
  EXPECT_EQ(*first["fewer_than_20"].as_array()->front().as_string(), "B");
}

}  // namespace
}  // namespace mash::patterns
