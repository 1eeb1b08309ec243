// SPDX-License-Identifier: MIT
// Goal: each child is in one group, those of whom it is not known are counted and said, and a rate
// stands beside who told.
#include "mash/research/flag_rates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::research {
namespace {

using model::ReferralSource;
using ::testing::ElementsAre;
using ::testing::Pair;

PersonFacts child(std::optional<int> born) {
  return {.id = "P", .identified = true, .child = true, .born = born};
}

// Five children and an adult; the police tell of the young ones twice, a school of the older.
Record record() {
  Record out;
  out.at = from_london({2026, 6, 1}, 12, 0);
  out.cases.resize(3);
  out.cases[0].sources = {ReferralSource::police};
  out.cases[1].sources = {ReferralSource::police};
  out.cases[2].sources = {ReferralSource::school};
  out.people = {child(2014),         child(2020),
                child(2019),         child(2020),
                child(std::nullopt), {.id = "A", .identified = true, .child = false, .born = 1990}};
  out.named = {{0, 2, Part::child}, {1, 0, Part::child}, {1, 1, Part::child}, {2, 0, Part::child},
               {3, 1, Part::child}, {4, 2, Part::child}, {5, 0, Part::adult}};
  out.homes = {{.key = "H1", .district = "BF1"}, {.key = "H2", .district = "BF2"}};
  out.stays = {{0, 0, {2026, 1, 1}, {2026, 1, 2}},
               {1, 1, {2026, 1, 1}, {2026, 1, 2}},
               {1, 0, {2026, 3, 1}, {2026, 3, 2}},
               {2, 1, {2026, 1, 1}, {2026, 1, 2}}};
  return out;
}

const FlagRules k_rules{.least_children = 2, .largest_unknown_percent = 20};

TEST(FlagRates, AreOfChildrenByAgeTheYoungestFirst) {
  // The adult is flagged and in no group.
  const auto r = flag_rates(record(), GroupBy::age, {1, 2, 5}, k_rules);
  ASSERT_EQ(r.groups.size(), 3U);
  EXPECT_EQ(r.groups[0].name, "5 to 9");
  EXPECT_EQ(r.groups[0].children, 3);
  EXPECT_EQ(r.groups[0].flagged, 2);
  EXPECT_FALSE(r.groups[0].few);
  EXPECT_EQ(r.groups[1].name, "10 to 15");
  EXPECT_EQ(r.groups[1].flagged, 0);
  EXPECT_TRUE(r.groups[1].few);
  EXPECT_EQ(r.groups[2].name, "Not known");
  EXPECT_EQ(r.groups[2].children, 1);
}

TEST(FlagRates, TakeWhoIsExpectedForUnderOne) {
  Record r;
  r.at = from_london({2026, 12, 1}, 12, 0);
  r.people = {child(2026), child(2027)};
  const auto rates = flag_rates(r, GroupBy::age, {}, k_rules);
  ASSERT_EQ(rates.groups.size(), 1U);
  EXPECT_EQ(rates.groups[0].children, 2);
}

TEST(FlagRates, StandBesideWhoTold) {
  const auto r = flag_rates(record(), GroupBy::age, {}, k_rules);
  // Two children of the group in one notification: it counts once.
  EXPECT_THAT(r.groups[0].sources, ElementsAre(Pair(ReferralSource::police, 2)));
  EXPECT_THAT(r.groups[1].sources, ElementsAre(Pair(ReferralSource::school, 1)));
}

TEST(FlagRates, TakeTheDistrictWhereAChildLivedLast) {
  const auto r = flag_rates(record(), GroupBy::district, {1}, k_rules);
  ASSERT_EQ(r.groups.size(), 3U);
  EXPECT_EQ(r.groups[0].name, "BF1");
  EXPECT_EQ(r.groups[0].children, 2);
  EXPECT_EQ(r.groups[0].flagged, 1);
  EXPECT_EQ(r.groups[1].name, "BF2");
  EXPECT_EQ(r.groups[1].children, 1);
  EXPECT_EQ(r.groups[2].name, "Not known");
  EXPECT_EQ(r.groups[2].children, 2);
}

TEST(FlagRates, WarnOnlyWhereMoreIsUnknownThanTheRuleAllows) {
  EXPECT_FALSE(flag_rates(record(), GroupBy::age, {}, k_rules).much_unknown);      // 20 %
  EXPECT_TRUE(flag_rates(record(), GroupBy::district, {}, k_rules).much_unknown);  // 40 %
}

}  // namespace
}  // namespace mash::research
