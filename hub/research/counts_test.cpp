// SPDX-License-Identifier: MIT
// Goal: every notification of a period is counted where it belongs and nowhere twice, none is left
// out for what nobody wrote down, and who may see no single child is told of none.
#include "mash/research/counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::research {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CaseFacts told(LocalDate day, std::set<model::ReferralSource> sources,
               std::vector<model::ConcernType> concerns) {
  CaseFacts out;
  out.day = day;
  out.sources = std::move(sources);
  out.concerns = std::move(concerns);
  return out;
}

// Four notifications: the third says neither who told nor what of, and names nobody.
Record record() {
  using model::ConcernType;
  using model::ReferralSource;
  Record out;
  out.cases = {
      told({2026, 1, 31}, {ReferralSource::police}, {ConcernType::neglect}),
      told({2026, 3, 1}, {ReferralSource::police, ReferralSource::school},
           {ConcernType::neglect, ConcernType::missing, ConcernType::neglect}),
      told({2026, 3, 31}, {}, {}),
      told({2026, 4, 1}, {ReferralSource::school}, {ConcernType::missing}),
  };
  out.people = {{.id = "P1", .identified = true, .child = true, .born = 2017},
                {.id = "P2", .identified = true, .child = true, .born = std::nullopt},
                {.id = "P3", .identified = true, .child = false, .born = 1990},
                {.id = "P4", .identified = true, .child = true, .born = 2012}};
  out.homes = {{.key = "H1", .district = "BF2"},
               {.key = "H2", .district = "BF1"},
               {.key = "H3", .district = ""},
               {.key = "H4", .district = "BF1"}};
  out.named = {{0, 0, Part::child},
               {0, 1, Part::child},
               {1, 1, Part::child},
               {2, 1, Part::parent},
               {3, 1, Part::child}};
  out.home_in = {{0, 0}, {1, 1}, {2, 2}, {3, 1}};
  return out;
}

const Months k_spring{.first = {2026, 1, 15}, .last = {2026, 3, 2}};

TEST(Counts, AreOfWholeMonthsWithoutAGap) {
  const auto c = counts_of(record(), By::concern, k_spring);
  EXPECT_THAT(c.months, ElementsAre("2026-01", "2026-02", "2026-03"));
  EXPECT_THAT(c.rows, ElementsAre("Missing from home or care", "Neglect", "Not known"));
  EXPECT_THAT(c.cells,
              ElementsAre(ElementsAre(0, 0, 1), ElementsAre(1, 0, 1), ElementsAre(0, 0, 1)));
}

TEST(Counts, GoOnIntoTheNextYear) {
  const auto c = counts_of(record(), By::concern, {.first = {2025, 12, 1}, .last = {2026, 1, 1}});
  EXPECT_THAT(c.months, ElementsAre("2025-12", "2026-01"));
  EXPECT_THAT(c.cells, ElementsAre(ElementsAre(0, 1)));
}

TEST(Counts, OfSourcesHaveEachThatTold) {
  const auto c = counts_of(record(), By::source, k_spring);
  EXPECT_THAT(c.rows, ElementsAre("School", "Police", "Not known"));
  EXPECT_THAT(c.cells,
              ElementsAre(ElementsAre(0, 0, 1), ElementsAre(1, 0, 1), ElementsAre(0, 0, 1)));
}

TEST(Counts, OfDistrictsTakeTwoHomesOfOneDistrictForOneNotification) {
  const auto c = counts_of(record(), By::district, k_spring);
  EXPECT_THAT(c.rows, ElementsAre("BF1", "BF2", "Not known"));
  EXPECT_THAT(c.cells,
              ElementsAre(ElementsAre(0, 0, 1), ElementsAre(1, 0, 0), ElementsAre(0, 0, 1)));
}

TEST(Counts, OfAgesAreOfChildrenTheYoungestFirstAndTheUnknownLast) {
  const auto c = counts_of(record(), By::age, k_spring);
  EXPECT_THAT(c.rows, ElementsAre("5 to 9", "10 to 15", "Not known"));
  EXPECT_THAT(c.cells,
              ElementsAre(ElementsAre(1, 0, 1), ElementsAre(0, 0, 1), ElementsAre(0, 0, 2)));
}

TEST(Counts, OfAPeriodThatEndsBeforeItBeginsAreNone) {
  const auto c = counts_of(record(), By::source, {.first = {2026, 3, 1}, .last = {2026, 2, 1}});
  EXPECT_THAT(c.months, IsEmpty());
  EXPECT_THAT(c.rows, IsEmpty());
}

TEST(Counts, TellOfNoSmallNumberToWhomThatWouldTellOfAChild) {
  const auto rules = protect::nhs_style();
  EXPECT_EQ(as_told(0, rules).words, "0");
  for (std::int64_t n = 1; n <= 7; ++n) {
    EXPECT_EQ(as_told(n, rules).words, "1 to 7") << n;
    EXPECT_FALSE(as_told(n, rules).number) << n;
  }
  EXPECT_EQ(as_told(8, rules).words, "10");
  EXPECT_EQ(as_told(12, rules).words, "10");
  EXPECT_EQ(as_told(13, rules).words, "15");
  EXPECT_EQ(as_told(13, rules).number, 15);
  EXPECT_EQ(as_told(102, rules).words, "100");
}

}  // namespace
}  // namespace mash::research
