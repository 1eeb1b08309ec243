// SPDX-License-Identifier: MIT
// Goal: the time to answer is counted as the law counts it: by calendar months, from the day on
// which the person was known, without the days in which they were asked, to a day that is open.
#include "time_limit.h"

#include <gtest/gtest.h>

#include "mash/barnfield/hub.h"
#include "mash/model/public_calendar.h"

namespace mash::access {
namespace {

const model::Calendar& calendar() {
  static const auto days =
      *model::parse_public_calendar(*json::parse(barnfield::read_text("data/barnfield.json")));
  return days;
}
TimeLimit limit(const Times& times) {
  return time_limit(times, built_in_access_policy(), calendar());
}
std::string due(const Times& times) {
  const auto out = limit(times);
  return out.due ? out.due->iso() : "none";
}
Times from(LocalDate day) {
  return {.received = day, .known = day};
}

TEST(TimeLimit, AMonthEndsOnTheSameDayOfTheNext) {
  EXPECT_EQ(months_after({2026, 9, 3}, 1).iso(), "2026-10-03");
  EXPECT_EQ(months_after({2026, 12, 15}, 1).iso(), "2027-01-15");
  EXPECT_EQ(months_after({2026, 11, 30}, 3).iso(), "2027-02-28");
}

TEST(TimeLimit, WhereTheNextMonthHasNoSuchDayItIsItsLast) {
  EXPECT_EQ(months_after({2027, 1, 31}, 1).iso(), "2027-02-28");
  EXPECT_EQ(months_after({2028, 1, 31}, 1).iso(), "2028-02-29") << "a leap year";
  EXPECT_EQ(months_after({2028, 1, 29}, 1).iso(), "2028-02-29");
  EXPECT_EQ(months_after({2027, 3, 31}, 1).iso(), "2027-04-30");
  EXPECT_EQ(months_after({2027, 1, 31}, 3).iso(), "2027-04-30");
}

// 3 October 2026 is a Saturday; 25 December 2026 a Friday, 28 December a substitute day, and on the
// 29th this hub moves its office, which gives nobody more time.
TEST(TimeLimit, AWeekendOrABankHolidayMovesItToTheNextOpenDay) {
  EXPECT_EQ(due(from({2026, 9, 3})), "2026-10-05");
  EXPECT_EQ(due(from({2026, 11, 25})), "2026-12-29");
  EXPECT_EQ(due(from({2026, 9, 2})), "2026-10-02") << "an open day stays";
}

TEST(TimeLimit, NothingRunsBeforeIdentityIsKnownAndItBeginsThen) {
  EXPECT_EQ(due({.received = {2026, 9, 2}}), "none");
  EXPECT_FALSE(limit({.received = {2026, 9, 2}}).began.has_value());
  EXPECT_EQ(due({.received = {2026, 9, 2}, .known = LocalDate{2026, 9, 14}}), "2026-10-14");
  EXPECT_EQ(due({.received = {2026, 9, 2}, .known = LocalDate{2026, 8, 1}}), "2026-10-02")
      << "known before it came: from the day on which it came";
}

TEST(TimeLimit, DaysInWhichTheyWereAskedDoNotCountFromTheQuestionToTheAnswer) {
  Times t = from({2026, 9, 2});
  t.pauses = {{.asked = {2026, 9, 7}}};
  EXPECT_TRUE(limit(t).paused);
  EXPECT_EQ(due(t), "none");
  t.pauses.back().given = LocalDate{2026, 9, 9};
  EXPECT_FALSE(limit(t).paused);
  EXPECT_EQ(due(t), "2026-10-05") << "three days later";
  t.pauses.push_back({.asked = {2026, 9, 9}, .given = LocalDate{2026, 9, 10}});
  EXPECT_EQ(due(t), "2026-10-06") << "a day in both counts once";
}

TEST(TimeLimit, AQuestionAfterItsEndMakesNothingTimely) {
  Times t = from({2026, 9, 2});
  t.pauses = {{.asked = {2026, 10, 20}}};
  EXPECT_FALSE(limit(t).paused) << "the month was over on 2 October";
  EXPECT_EQ(due(t), "2026-10-02");
  t.pauses.back().given = LocalDate{2026, 10, 28};
  EXPECT_EQ(due(t), "2026-10-02");
  EXPECT_EQ(limit(t).extend_by->iso(), "2026-10-02") << "nor may it be extended then";
  t.pauses.insert(t.pauses.begin(), {.asked = {2026, 10, 2}, .given = LocalDate{2026, 10, 24}});
  EXPECT_EQ(due(t), "2026-10-29") << "asked on its last day, it moved the end";
}

TEST(TimeLimit, WhatWasAskedBeforeItBeganTakesNothingFromTheMonth) {
  Times t{.received = {2026, 9, 2}, .known = LocalDate{2026, 9, 14}};
  t.pauses = {{.asked = {2026, 9, 3}, .given = LocalDate{2026, 9, 8}}};
  EXPECT_EQ(due(t), "2026-10-14");
  t.pauses.back().given = LocalDate{2026, 9, 15};
  EXPECT_EQ(due(t), "2026-10-16") << "two days of it fall into the month";
}

TEST(TimeLimit, ItIsExtendedByTwoMonthsWhichTheyAreToldWithinTheFirst) {
  Times t = from({2026, 9, 3});
  EXPECT_EQ(limit(t).extend_by->iso(), "2026-10-03") << "the month itself, on a Saturday too";
  t.pauses = {{.asked = {2026, 9, 7}, .given = LocalDate{2026, 9, 9}}};
  EXPECT_EQ(limit(t).extend_by->iso(), "2026-10-06");
  t.extended = true;
  EXPECT_EQ(due(t), "2026-12-07") << "three months, three days, and a Sunday";
  EXPECT_FALSE(limit(t).extend_by.has_value());
}

TEST(AccessPolicy, AFileThatGivesMoreThanTheLawOrNamesNoSourceIsRefused) {
  const std::string text = barnfield::read_text("data/subject_access.json");
  const auto with = [&text](const std::string& from, const std::string& to) {
    std::string changed = text;
    const auto at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    changed.replace(at, from.size(), to);
    const auto parsed = parse_access_policy(changed);
    return parsed ? std::string() : parsed.error().faults.front().field;
  };
  EXPECT_EQ(with("\"value\": 1,", "\"value\": 2,"), "months.value");
  EXPECT_EQ(with("\"value\": 2,", "\"value\": 3,"), "more_months.value");
  EXPECT_EQ(with("\"source\": \"Ours: half", "\"sauce\": \"Ours: half"), "owner_days");
  EXPECT_EQ(with("\"code\": \"CRIME\"", "\"code\": \"ADOPTION\""), "exemptions[13].code");
  EXPECT_EQ(with("{\"exemption\": \"CRIME\"", "{\"exemption\": \"GRIME\""), "signs[3].exemption");
}

}  // namespace
}  // namespace mash::access
