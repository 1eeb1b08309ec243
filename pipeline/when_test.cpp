// SPDX-License-Identifier: MIT
// Goal: a time of day is read as people type it, and what could mean two times is not guessed at.
#include "mash/pipeline/when.h"

#include <gtest/gtest.h>

namespace mash::pipeline {
namespace {

TEST(TimeOfDay, is_read_as_it_is_typed) {
  struct Case {
    const char* typed;
    int hour, minute;
  };
  for (const auto& [typed, hour, minute] :
       {Case{"14:30", 14, 30}, Case{"14.30", 14, 30}, Case{"1430", 14, 30}, Case{"2:30pm", 14, 30},
        Case{" 2.30 PM ", 14, 30}, Case{"9am", 9, 0}, Case{"12am", 0, 0}, Case{"12:05am", 0, 5},
        Case{"12pm", 12, 0}, Case{"0:00", 0, 0}, Case{"23:59", 23, 59}, Case{"9:05", 9, 5},
        Case{"5.05 p.m.", 17, 5}}) {
    const auto read = parse_time_of_day(typed);
    ASSERT_TRUE(read.has_value()) << typed;
    EXPECT_EQ(read->hour, hour) << typed;
    EXPECT_EQ(read->minute, minute) << typed;
  }
}

TEST(TimeOfDay, is_not_guessed) {
  for (const char* typed : {"", "9", "24:00", "12:60", "13pm", "0am", "9:5", "930", "half past two",
                            "14:30:00", "-1:30", "1:-3", "99999999999999999999am", ":30", "pm"}) {
    EXPECT_FALSE(parse_time_of_day(typed).has_value()) << typed;
  }
}

Result<UtcTime> when(const char* day, const char* time) {
  const WhenQuestion q{.name = "due"};
  Input input;
  input.set("due", day);
  input.set("due_time", time);
  return read_when(input, q);
}

TEST(When, the_hour_that_the_spring_leaves_out_is_refused_by_its_name) {
  for (const char* time : {"1:30am", "01:30", "01:00", "0159"}) {
    const auto read = when("2026-03-29", time);
    ASSERT_FALSE(read.has_value()) << time;
    const auto& fault = read.error().faults.front();
    EXPECT_EQ(fault.field, "due_time");
    EXPECT_NE(fault.message.find("The clocks went forward that night, and 01:"), std::string::npos)
        << fault.message;
  }
  EXPECT_EQ(iso_london(*when("2026-03-29", "2am")), "2026-03-29T02:00:00+01:00");
  EXPECT_EQ(iso_london(*when("2026-03-29", "00:59")), "2026-03-29T00:59:00+00:00");
  EXPECT_EQ(iso_london(*when("2026-10-25", "1:30am")), "2026-10-25T01:30:00+01:00")
      << "comes twice: the earlier";
}

TEST(When, a_time_that_may_be_morning_or_evening_is_asked_about) {
  for (const char* time : {"5:05", "5.05", "9:00"}) {
    const auto read = when("2026-11-24", time);
    ASSERT_FALSE(read.has_value()) << time;
    EXPECT_TRUE(read.error().faults.front().message.starts_with("Morning or evening? Enter "));
  }
  EXPECT_EQ(when("2026-11-24", "5:05").error().faults.front().message,
            "Morning or evening? Enter 5:05am or 5:05pm");
  EXPECT_EQ(iso_london(*when("2026-11-24", "05:05")), "2026-11-24T05:05:00+00:00");
  EXPECT_EQ(iso_london(*when("2026-11-24", "5:05am")), "2026-11-24T05:05:00+00:00");
  EXPECT_EQ(iso_london(*when("2026-11-24", "5:05pm")), "2026-11-24T17:05:00+00:00");
  EXPECT_EQ(iso_london(*when("2026-11-24", "0:05")), "2026-11-24T00:05:00+00:00");
  EXPECT_EQ(iso_london(*when("2026-11-24", "10:15")), "2026-11-24T10:15:00+00:00");
}

}  // namespace
}  // namespace mash::pipeline
