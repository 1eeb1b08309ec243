// SPDX-License-Identifier: MIT
// Goal: each child is in its groups, those of whom it is not known are counted and said, a rate
// stands beside who told, and a flag that nothing serious followed counts as false.
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

std::vector<Traits> traits() {
  using enum model::Ethnicity;
  return {{.sex = model::Sex::male, .ethnicity = roma, .disabled = true},
          {.sex = model::Sex::female, .ethnicity = roma, .disabled = false},
          {.sex = model::Sex::female, .ethnicity = african, .disabled = {}},
          {},
          {.sex = {}, .ethnicity = white_british, .disabled = {}},
          {.sex = model::Sex::male, .ethnicity = roma, .disabled = true}};
}

const std::set<Index> k_all{0, 1, 2, 3, 4, 5};
const FlagRules k_rules{.least_children = 2, .largest_unknown_percent = 20};

FlagRates rates(GroupBy by, const std::set<Index>& flagged, const std::set<Index>& harmed = {}) {
  return flag_rates(record(), traits(), by,
                    {.children = k_all, .flagged = flagged, .harmed = harmed}, k_rules);
}

std::vector<std::string> names(const FlagRates& r) {
  std::vector<std::string> out;
  for (const auto& g : r.groups) out.push_back(g.name);
  return out;
}

TEST(FlagRates, AreOfChildrenByAgeTheYoungestFirst) {
  // The adult is flagged and in no group.
  const auto r = rates(GroupBy::age, {1, 2, 5});
  ASSERT_THAT(names(r), ElementsAre("5 to 9", "10 to 15", "Not known"));
  EXPECT_EQ(r.groups[0].counts.children, 3);
  EXPECT_EQ(r.groups[0].counts.flagged, 2);
  EXPECT_FALSE(r.groups[0].few);
  EXPECT_EQ(r.groups[1].counts.flagged, 0);
  EXPECT_TRUE(r.groups[1].few);
  EXPECT_EQ(r.groups[2].counts.children, 1);
  EXPECT_FALSE(r.groups[2].known);
}

TEST(FlagRates, TakeWhoIsExpectedForUnderOne) {
  Record r;
  r.at = from_london({2026, 12, 1}, 12, 0);
  r.people = {child(2026), child(2027)};
  const auto out = flag_rates(r, std::vector<Traits>(2), GroupBy::age, {{0, 1}, {}, {}}, k_rules);
  ASSERT_EQ(out.groups.size(), 1U);
  EXPECT_EQ(out.groups[0].counts.children, 2);
}

TEST(FlagRates, StandBesideWhoTold) {
  const auto r = rates(GroupBy::age, {});
  // Two children of the group in one notification: it counts once.
  EXPECT_THAT(r.groups[0].sources, ElementsAre(Pair(ReferralSource::police, 2)));
  EXPECT_THAT(r.groups[1].sources, ElementsAre(Pair(ReferralSource::school, 1)));
}

TEST(FlagRates, TakeTheDistrictWhereAChildLivedLast) {
  const auto r = rates(GroupBy::district, {1});
  ASSERT_THAT(names(r), ElementsAre("BF1", "BF2", "Not known"));
  EXPECT_EQ(r.groups[0].counts.children, 2);
  EXPECT_EQ(r.groups[0].counts.flagged, 1);
  EXPECT_EQ(r.groups[1].counts.children, 1);
  EXPECT_EQ(r.groups[2].counts.children, 2);
}

TEST(FlagRates, AreOfWhatSomebodyWroteDownInTheOrderOfTheCodes) {
  const auto r = rates(GroupBy::ethnicity, {0, 1, 2}, {1, 4});
  ASSERT_THAT(names(r),
              ElementsAre("White British", "Gypsy or Roma", "Black African", "Not known"));
  EXPECT_EQ(r.groups[1].counts.children, 2);  // and not the adult
  EXPECT_EQ(r.unknown, 1);
  EXPECT_EQ(r.known.children, 4);
  EXPECT_THAT(names(rates(GroupBy::sex, {})), ElementsAre("Male", "Female", "Not known"));
  EXPECT_THAT(names(rates(GroupBy::disability, {})),
              ElementsAre("Disabled", "Not disabled", "Not known"));
}

TEST(FlagRates, AFlagThatNothingSeriousFollowedIsFalse) {
  const auto roma = rates(GroupBy::ethnicity, {0, 1, 2}, {1, 4}).groups[1].counts;
  EXPECT_EQ(roma.flagged, 2);
  EXPECT_EQ(roma.harmed, 1);
  EXPECT_EQ(roma.right, 1);
  EXPECT_EQ(roma.wrong(), 1);
  EXPECT_EQ(roma.unharmed(), 1);
  const auto others = roma.others(rates(GroupBy::ethnicity, {0, 1, 2}, {1, 4}).known);
  EXPECT_EQ(others.children, 2);
  EXPECT_EQ(others.flagged, 1);
  EXPECT_EQ(others.harmed, 1);
  EXPECT_EQ(others.right, 0);
}

TEST(FlagRates, AChildToldOfBySeveralIsInSeveralGroupsAndOnceInAll) {
  auto all = record();
  all.cases[0].sources.insert(ReferralSource::school);
  const auto r = flag_rates(all, traits(), GroupBy::source, {k_all, {1}, {}}, k_rules);
  ASSERT_THAT(names(r), ElementsAre("School", "Police"));
  EXPECT_EQ(r.groups[0].counts.children, 4);
  EXPECT_EQ(r.groups[1].counts.children, 3);
  EXPECT_EQ(r.known.children, 5);
  EXPECT_EQ(r.known.flagged, 1);
}

TEST(FlagRates, AreOfThoseWhoWereLookedAtAlone) {
  const auto r = flag_rates(record(), traits(), GroupBy::age, {{0, 1}, {1}, {}}, k_rules);
  EXPECT_EQ(r.known.children, 2);
  EXPECT_EQ(r.unknown, 0);
}

TEST(FlagRates, WarnOnlyWhereMoreIsUnknownThanTheRuleAllows) {
  EXPECT_FALSE(rates(GroupBy::age, {}).much_unknown);      // 20 %
  EXPECT_TRUE(rates(GroupBy::district, {}).much_unknown);  // 40 %
}

}  // namespace
}  // namespace mash::research
