// SPDX-License-Identifier: MIT
// Goal: pairs of children who were missing at the same time are found, brothers and sisters and
// chance left out as far as a count can.
#include "mash/network/away.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::network {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const std::vector<Person> k_apart{0, 1, 2};

TEST(AwayTogether, twice_at_the_same_time_and_where_both_were_found) {
  const std::vector<Absence> absences{
      {1, 10, 12, 7}, {0, 11, 11, 7}, {0, 30, 31, 9}, {1, 31, 33, 8}, {2, 12, 12, 7}};
  const auto found = away_together(absences, k_apart);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].one, 0U);
  EXPECT_EQ(found[0].other, 1U);
  EXPECT_THAT(found[0].times, ElementsAre(Pair(1, 0), Pair(2, 3)));
  EXPECT_THAT(found[0].places, ElementsAre(7));
  EXPECT_EQ(away_together(absences, k_apart, 1).size(), 2U) << "and 2 with 1, once";
  EXPECT_EQ(away_together(absences, k_apart, 1)[0].times.size(), 2U) << "the most first";
}

TEST(AwayTogether, one_long_absence_is_one_time) {
  const std::vector<Absence> absences{{0, 1, 30}, {1, 5, 6}, {1, 20, 21}};
  EXPECT_THAT(away_together(absences, k_apart), IsEmpty());
  EXPECT_EQ(away_together(absences, k_apart, 1)[0].times.size(), 1U);
}

TEST(AwayTogether, brothers_and_sisters_are_no_finding) {
  const std::vector<Absence> absences{{0, 1, 2}, {1, 1, 2}, {0, 8, 9}, {1, 8, 9}};
  EXPECT_THAT(away_together(absences, std::vector<Person>{0, 0}), IsEmpty());
  EXPECT_EQ(away_together(absences, std::vector<Person>{0, 1}).size(), 1U);
}

TEST(AwayTogether, the_day_after_a_return_is_not_the_same_time) {
  const std::vector<Absence> absences{{0, 1, 2}, {1, 3, 4}, {0, 8, 9}, {1, 9, 9}};
  EXPECT_THAT(away_together(absences, k_apart), IsEmpty());
  EXPECT_EQ(away_together(absences, k_apart, 1)[0].times.size(), 1U);
}

TEST(AwayTogether, refuses_a_child_without_a_family) {
  EXPECT_THROW((void)away_together(std::vector<Absence>{{3, 1, 1}}, k_apart), std::out_of_range);
}

}  // namespace
}  // namespace mash::network
