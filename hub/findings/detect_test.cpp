// SPDX-License-Identifier: MIT
// Goal: what is planted in a record is found with its arithmetic and its evidence, and of what is
// only stable nothing is claimed.
#include "detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace mash::findings {
namespace {

using research::Index;
using research::Part;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr LocalDate k_today{2026, 11, 24};

// A record, case by case.
struct Town {
  research::Record record;

  Index person(bool child) {
    const auto i = static_cast<Index>(record.people.size());
    record.people.push_back(
        {.id = "P" + std::to_string(i), .identified = true, .child = child, .born = 2014});
    return i;
  }
  // Of whom nobody has said who they are: somebody else in each case.
  Index stranger() {
    const auto i = person(true);
    record.people[i].identified = false;
    return i;
  }
  Index home() {
    record.homes.push_back({"H" + std::to_string(record.homes.size()), "BF1"});
    return static_cast<Index>(record.homes.size() - 1);
  }
  Index tell(LocalDate day, std::vector<std::pair<Index, Part>> who,
             model::ReferralSource source = model::ReferralSource::police) {
    const auto in = static_cast<Index>(record.cases.size());
    record.cases.push_back({.id = CaseId::trusted("C" + std::to_string(in)),
                            .received_at = from_london(day, 9, 0),
                            .day = day,
                            .state = model::NotificationState::closed,
                            .rating = model::Rating::green,
                            .sources = {source}});
    for (const auto& [person, part] : who) record.named.push_back({person, in, part});
    return in;
  }
  void missing(Index in, Index at) {
    record.cases[in].concerns = {model::ConcernType::missing};
    record.home_in.push_back({at, in});
  }
  std::vector<Finding> look() {
    std::ranges::sort(record.named, {},
                      [](const auto& n) { return std::tuple(n.person, n.in, n.part); });
    std::ranges::sort(record.home_in, {}, [](const auto& h) { return std::pair(h.home, h.in); });
    return detect(record, built_in_findings_policy(), k_today);
  }
  std::vector<Finding> look_for(Kind kind) {
    auto out = look();
    std::erase_if(out, [&](const Finding& f) { return f.kind != kind; });
    return out;
  }
};

// F01: the day on the boundary counts, and a day later there is nothing.
TEST(Repeats, F01_three_agencies_within_twelve_calendar_months_to_the_day) {
  for (const int later : {0, 1}) {
    Town town;
    const auto child = town.person(true);
    town.tell({2025, 11, 20}, {{child, Part::child}}, model::ReferralSource::school);
    town.tell({2026, 4, 1}, {{child, Part::child}}, model::ReferralSource::gp);
    town.tell(LocalDate{2026, 11, 20}.plus_days(later), {{child, Part::child}});
    const auto found = town.look_for(Kind::repeat);
    ASSERT_THAT(found, SizeIs(later == 0 ? 1 : 0));
    if (later != 0) continue;
    EXPECT_EQ(found[0].rule, "child-3-sources.2");
    EXPECT_THAT(found[0].evidence, SizeIs(3));
    EXPECT_EQ(found[0].numbers.at("sources"), 3);
    EXPECT_EQ(found[0].numbers.at("from"), 20251120);
  }
}

TEST(Repeats, OneSourceThreeTimesIsNotYetOne) {
  Town town;
  const auto child = town.person(true);
  for (int month = 8; month <= 10; ++month) town.tell({2026, month, 1}, {{child, Part::child}});
  EXPECT_THAT(town.look_for(Kind::repeat), IsEmpty());
}

TEST(Repeats, WhatIsOldHoldsNoLonger) {
  Town town;
  const auto child = town.person(true);
  town.tell({2026, 3, 1}, {{child, Part::child}}, model::ReferralSource::school);
  town.tell({2026, 4, 1}, {{child, Part::child}}, model::ReferralSource::gp);
  town.tell({2026, 5, 1}, {{child, Part::child}});
  EXPECT_THAT(town.look_for(Kind::repeat), IsEmpty());
}

TEST(Repeats, BrothersAndSistersTogetherWhereNoneOfThemAlone) {
  Town town;
  const auto mother = town.person(false);
  const auto one = town.person(true);
  const auto other = town.person(true);
  for (int month = 7; month <= 10; ++month) {
    town.tell({2026, month, 1},
              {{month % 2 == 0 ? one : other, Part::child}, {mother, Part::parent}},
              month == 7 ? model::ReferralSource::school : model::ReferralSource::police);
  }
  const auto found = town.look_for(Kind::repeat);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].rule, "family-4-cases.2");
  EXPECT_THAT(found[0].subjects, SizeIs(2));
}

TEST(Repeats, AHomeMakesNoBrothersAndSistersOfChildrenWithDifferentParents) {
  for (const bool parents_known : {true, false}) {
    Town town;
    const auto home = town.home();
    const std::array children{town.person(true), town.person(true)};
    const std::array mothers{town.person(false), town.person(false)};
    for (const auto mother : mothers) town.record.people[mother].identified = parents_known;
    for (int month = 7; month <= 10; ++month) {
      const auto which = static_cast<std::size_t>(month % 2);
      town.tell({2026, month, 1},
                {{children.at(which), Part::child}, {mothers.at(which), Part::parent}},
                month == 7 ? model::ReferralSource::school : model::ReferralSource::police);
    }
    for (const auto child : children) {
      town.record.stays.push_back({child, home, {2026, 7, 1}, {2026, 10, 1}});
    }
    EXPECT_THAT(town.look_for(Kind::repeat), SizeIs(parents_known ? 0 : 1)) << parents_known;
  }
}

// F02: families that share an adult of concern.
TEST(Adults, F02_one_adult_of_concern_around_three_families) {
  Town town;
  const auto adult = town.person(false);
  const auto teacher = town.person(false);
  for (int month = 8; month <= 10; ++month) {
    town.tell({2026, month, 1}, {{town.person(true), Part::child},
                                 {town.person(false), Part::parent},
                                 {adult, Part::adult},
                                 {teacher, Part::other}});
  }
  const auto found = town.look_for(Kind::adult_around);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].subjects[0], (Subject{About::adult, "P0"}));
  EXPECT_EQ(found[0].numbers.at("families"), 3);
  EXPECT_THAT(found[0].evidence, SizeIs(3));
}

// F06: five children missing at one place within a month, none of them a repeat.
TEST(Places, F06_five_children_missing_at_one_home_within_a_month) {
  for (const int children : {4, 5}) {
    Town town;
    const auto home = town.home();
    for (int i = 0; i < children; ++i) {
      town.missing(town.tell({2026, 11, 1 + 4 * i}, {{town.person(true), Part::child}}), home);
    }
    const auto found = town.look_for(Kind::missing_place);
    ASSERT_THAT(found, SizeIs(children == 5 ? 1 : 0));
    if (children == 5) EXPECT_EQ(found[0].subjects[0].about, About::home);
    EXPECT_THAT(town.look_for(Kind::repeat), IsEmpty());
  }
}

TEST(Places, TwoOfDifferentFamiliesMissingAtTheSameTimeTwice) {
  Town town;
  const auto one = town.person(true);
  const auto other = town.person(true);
  for (const int day : {3, 17}) {
    for (const auto who : {one, other}) {
      town.missing(town.tell({2026, 11, day}, {{who, Part::child}}), town.home());
    }
  }
  const auto found = town.look_for(Kind::missing_together);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].numbers.at("times"), 2);
  EXPECT_THAT(found[0].evidence, SizeIs(4));
}

TEST(Higher, WhatCameToNothingAndWasSeriousWithinAYear) {
  Town town;
  const auto child = town.person(true);
  const auto first = town.tell({2026, 5, 1}, {{child, Part::child}});
  town.record.cases[first].state = model::NotificationState::closed_blue;
  const auto second = town.tell({2026, 10, 1}, {{child, Part::child}});
  town.record.cases[second].level = model::NeedLevel::level_4;
  const auto found = town.look_for(Kind::higher_later);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].numbers.at("days"), 153);
  EXPECT_EQ(found[0].evidence.back().says, Says::higher);
}

TEST(Surges, AWeekWithFiveTimesAsManyAsEver) {
  Town town;
  LocalDate day = k_today.plus_days(-7 * 230);
  for (int week = 0; week < 230; ++week, day = day.plus_days(7)) {
    for (int i = 0; i < 2 + week % 3; ++i) {
      town.record.cases[town.tell(day, {{town.person(true), Part::child}})].concerns = {
          model::ConcernType::neglect};
    }
  }
  EXPECT_THAT(town.look_for(Kind::surge), IsEmpty());
  for (int i = 0; i < 18; ++i) {
    town.record.cases[town.tell(k_today, {{town.person(true), Part::child}})].concerns = {
        model::ConcernType::neglect};
  }
  const auto found = town.look_for(Kind::surge);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].numbers.at("observed"), 18);
  EXPECT_THAT(found[0].evidence, SizeIs(18));
}

// A town of stable children, and one whose rate rises.
TEST(Changes, AChildWhoseRateRisesIsFoundAndStableOnesAreNot) {
  Town town;
  const auto rising = town.person(true);
  std::vector<std::pair<LocalDate, Index>> told;
  for (int i = 0; i < 200; ++i) {
    const auto child = town.person(true);
    for (int k = 0; k < 1 + i % 2; ++k) {
      told.emplace_back(k_today.plus_days(-(i * 37 + k * 211) % 700 - 1), child);
    }
  }
  told.emplace_back(k_today.plus_days(-500), rising);
  for (const int back : {70, 55, 44, 33, 25, 18, 12, 7, 3}) {
    told.emplace_back(k_today.plus_days(-back), rising);
  }
  std::ranges::sort(told);
  int i = 0;
  for (const auto& [day, child] : told) {
    town.tell(day, {{child, Part::child}},
              i++ % 2 == 0 ? model::ReferralSource::police : model::ReferralSource::school);
  }
  const auto found = town.look_for(Kind::change);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].subjects[0].id, town.record.people[rising].id);
  EXPECT_GT(found[0].numbers.at("rate_hundredths"), found[0].numbers.at("all_hundredths"));
}

// The same girl, told of again and again before anybody has identified her.
TEST(Detect, WhoeverIsNotIdentifiedIsNoOtherChildAndNoOtherFamily) {
  Town town;
  const auto home = town.home();
  const auto mother = town.person(false);
  const auto known = town.person(true);
  for (int i = 0; i < 6; ++i) {
    const auto child = i == 0 ? known : town.stranger();
    const auto day = k_today.plus_days(-2 * i - 1);
    const auto in =
        town.tell(day, {{child, Part::child}, {mother, Part::parent}},
                  i % 2 == 0 ? model::ReferralSource::police : model::ReferralSource::school);
    town.missing(in, home);
    town.record.stays.push_back({child, home, day, day});
  }
  EXPECT_THAT(town.look(), IsEmpty());
}

// Two whom nobody has identified may be two of one family, or those of another week.
TEST(Detect, WhoeverIsNotIdentifiedIsNotMissingTogetherWithAnybody) {
  Town town;
  const std::array children{town.stranger(), town.stranger()};
  for (const int day : {3, 17}) {
    for (const auto who : children) {
      town.missing(town.tell({2026, 11, day}, {{who, Part::child}}), town.home());
    }
  }
  EXPECT_THAT(town.look_for(Kind::missing_together), IsEmpty());
  for (const auto who : children) town.record.people[who].identified = true;
  EXPECT_THAT(town.look_for(Kind::missing_together), SizeIs(1));
}

TEST(Changes, AFewChildrenTeachNoLevelAndRaiseNoAlarm) {
  Town town;
  const auto child = town.person(true);
  for (const int back : {100, 60, 40, 20, 10, 5, 2}) {
    town.tell(k_today.plus_days(-back), {{child, Part::child}}, model::ReferralSource::police);
  }
  EXPECT_THAT(town.look_for(Kind::change), IsEmpty());
}

TEST(Detect, TheOrderInWhichPeopleAreNamedChangesNothing) {
  Town town;
  const auto adult = town.person(false);
  for (int month = 8; month <= 10; ++month) {
    town.tell({2026, month, 1}, {{town.person(true), Part::child}, {adult, Part::adult}});
  }
  const auto once = town.look();
  std::ranges::reverse(town.record.named);
  const auto again = town.look();
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].subjects, again[i].subjects);
    EXPECT_EQ(once[i].evidence, again[i].evidence);
  }
}

TEST(FindingsPolicy, EachMemberIsDemandedByItsName) {
  EXPECT_EQ(built_in_findings_policy().version, 2);
  EXPECT_EQ(parse_findings_policy("[]").error().code, ErrorCode::invalid_input);
  const auto wrong = parse_findings_policy(R"({"title": "x", "version": 0})");
  ASSERT_FALSE(wrong);
}

}  // namespace
}  // namespace mash::findings
