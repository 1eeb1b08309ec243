// SPDX-License-Identifier: MIT
// Goal: a rule flags on a past day whom it would have flagged then, of what was known then; what
// followed counts from that day and within its months; nobody is counted twice.
#include "mash/findings/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace mash::findings {
namespace {

using research::Index;
using research::Part;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using S = model::ReferralSource;

struct Town {
  research::Record record;

  Index person(bool child) {
    const auto i = static_cast<Index>(record.people.size());
    record.people.push_back(
        {.id = "P" + std::to_string(i), .identified = true, .child = child, .born = 2014});
    return i;
  }
  Index tell(LocalDate day, std::vector<std::pair<Index, Part>> who, S source = S::police) {
    const auto in = static_cast<Index>(record.cases.size());
    record.cases.push_back({.id = CaseId::trusted("C" + std::to_string(in)),
                            .received_at = from_london(day, 9, 0),
                            .day = day,
                            .state = model::NotificationState::closed,
                            .rating = model::Rating::green,
                            .sources = {source}});
    for (const auto& [person, part] : who) record.named.push_back({person, in, part});
    std::ranges::sort(record.named, {},
                      [](const auto& n) { return std::tuple(n.person, n.in, n.part); });
    return in;
  }
  void decide(Index in, LocalDate day, model::Outcome outcome) {
    record.cases[in].decided.push_back({record.cases[in].id, outcome, from_london(day, 15, 0)});
  }
  // Three agencies tell within a year, the last on this day.
  Index repeat(LocalDate last) {
    const auto child = person(true);
    tell(last.plus_days(-60), {{child, Part::child}}, S::school);
    tell(last.plus_days(-30), {{child, Part::child}}, S::gp);
    tell(last, {{child, Part::child}});
    return child;
  }
};

const std::vector<LocalDate> k_days{{2025, 9, 1}, {2025, 11, 30}, {2026, 2, 28}};

std::vector<FlaggedBy> by_rules(const Town& town) {
  const auto& policy = built_in_findings_policy();
  return flagged_by_rules(town.record, policy, policy.repeats, k_days);
}

TEST(Replay, FlagsOnTheFirstDayAfterTheEvidenceWasThere) {
  Town town;
  const auto early = town.repeat({2025, 8, 20});
  const auto late = town.repeat({2026, 2, 1});
  town.repeat({2026, 4, 1});  // after the last of the days
  const auto out = by_rules(town);
  ASSERT_EQ(out.front().rule, "child-3-sources");
  EXPECT_THAT(out.front().children, UnorderedElementsAre(Pair(early, LocalDate{2025, 9, 1}),
                                                         Pair(late, LocalDate{2026, 2, 28})));
  EXPECT_EQ(out.front().findings, 2);
  EXPECT_THAT(out[1].children, IsEmpty());  // five cases
}

TEST(Replay, OneThatStaysIsOneFinding) {
  Town town;
  const auto child = town.repeat({2025, 8, 20});
  town.tell({2025, 11, 20}, {{child, Part::child}}, S::gp);
  EXPECT_EQ(by_rules(town).front().findings, 1);
}

TEST(Replay, EachRuleStandsByItself) {
  Town town;
  const auto child = town.repeat({2025, 8, 1});
  for (int day = 10; day < 12; ++day) town.tell({2025, 8, day}, {{child, Part::child}}, S::gp);
  const auto out = by_rules(town);
  // The list shows the first of them alone.
  EXPECT_THAT(out[0].children, ElementsAre(Pair(child, LocalDate{2025, 9, 1})));
  EXPECT_THAT(out[1].children, ElementsAre(Pair(child, LocalDate{2025, 9, 1})));
}

TEST(Replay, AnAdultFlagsTheChildrenOfTheCases) {
  Town town;
  const auto adult = town.person(false);
  std::vector<Index> children;
  for (const S source : {S::school, S::gp, S::police}) {
    children.push_back(town.person(true));
    const auto day = LocalDate{2025, 8, 1}.plus_days(static_cast<int>(children.size()));
    town.tell(day, {{children.back(), Part::child}, {adult, Part::adult}}, source);
  }
  const auto kinds = flagged_by_kinds(town.record, built_in_findings_policy(), k_days);
  ASSERT_EQ(kinds.front().rule, "REPEAT");
  EXPECT_EQ(kinds.front().findings, 1);
  ASSERT_EQ(kinds.front().children.size(), 3U);
  for (const auto child : children) EXPECT_TRUE(kinds.front().children.contains(child));
}

TEST(Replay, WhatFollowedIsCountedFromTheDayAndWithinItsMonths) {
  Town town;
  std::map<Index, LocalDate> days;
  std::vector<Index> children;
  const auto add = [&](LocalDate decided, model::Outcome outcome) {
    children.push_back(town.person(true));
    days[children.back()] = {2025, 9, 1};
    const auto in = town.tell({2025, 8, 30}, {{children.back(), Part::child}});
    town.decide(in, decided, outcome);
  };
  add({2025, 9, 1}, model::Outcome::s47);                   // known on that evening
  add({2025, 9, 2}, model::Outcome::s47);                   // the day after
  add({2026, 3, 1}, model::Outcome::immediate_protection);  // the last day
  add({2026, 3, 2}, model::Outcome::strategy_discussion);   // a day too late
  add({2025, 10, 1}, model::Outcome::nfa);                  // nothing serious
  EXPECT_THAT(harmed_after(town.record, days, 6), ElementsAre(children[1], children[2]));
}

TEST(Replay, LooksAtWhoeverWasToldOfInTime) {
  Town town;
  const auto child = town.person(true);
  const auto adult = town.person(false);
  town.tell({2025, 8, 1}, {{child, Part::child}, {adult, Part::adult}});
  const auto old = town.person(true);
  town.tell({2024, 8, 1}, {{old, Part::child}});
  EXPECT_THAT(looked_at(town.record, 365, k_days), ElementsAre(Pair(child, k_days.front())));
  EXPECT_THAT(looked_at(town.record, 10, k_days), IsEmpty());
}

TEST(Replay, AMonthLaterIsTheSameDayOrTheLast) {
  EXPECT_EQ(months_after({2026, 1, 31}, 1), (LocalDate{2026, 2, 28}));
  EXPECT_EQ(months_after({2026, 11, 29}, -6), (LocalDate{2026, 5, 29}));
  EXPECT_EQ(months_after({2026, 3, 31}, -13), (LocalDate{2025, 2, 28}));
  EXPECT_EQ(months_after({2026, 12, 1}, 1), (LocalDate{2027, 1, 1}));
}

TEST(AsOf, IsWithoutWhatCameOrWasDecidedLater) {
  Town town;
  const auto child = town.person(true);
  const auto later = town.person(true);
  const auto in = town.tell({2025, 8, 1}, {{child, Part::child}});
  town.tell({2025, 9, 2}, {{later, Part::child}});
  town.decide(in, {2025, 8, 31}, model::Outcome::nfa);
  town.decide(in, {2025, 9, 2}, model::Outcome::s47);
  town.record.homes = {{"H1", "BF1"}};
  town.record.stays = {{child, 0, {2025, 8, 1}, {2026, 1, 1}},
                       {later, 0, {2025, 9, 2}, {2025, 9, 2}}};
  town.record.home_in = {{0, 0}, {0, 1}};
  const auto then = research::record_as_of(town.record, {2025, 9, 1});
  ASSERT_EQ(then.cases.size(), 1U);
  EXPECT_EQ(then.cases[0].decided.size(), 1U);
  EXPECT_EQ(then.named.size(), 1U);
  EXPECT_TRUE(then.people[child].child);
  EXPECT_FALSE(then.people[later].child);
  ASSERT_EQ(then.stays.size(), 1U);
  EXPECT_EQ(then.stays[0].until, (LocalDate{2025, 9, 1}));
  EXPECT_EQ(then.home_in.size(), 1U);
}

}  // namespace
}  // namespace mash::findings
