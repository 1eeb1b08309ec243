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

TEST(When, an_hour_that_the_spring_leaves_out_is_moved_on) {
  const WhenQuestion q{.name = "due"};
  Input input;
  input.set("due", "2026-03-29");
  input.set("due_time", "1:30");
  const auto read = read_when(input, q);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(iso_london(*read), "2026-03-29T02:30:00+01:00");
}

}  // namespace
}  // namespace mash::pipeline
