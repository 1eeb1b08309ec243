// SPDX-License-Identifier: MIT
// A moment that a person types: a day in three boxes and a time of day beside it, in London.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::pipeline {

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  bool either_half = false;  // "5:05", which some write for the evening
};
// "14:30", "14.30", "1430", "05:05", "2:30pm", "2.30 p.m.", "9am"; nothing for all else, also for
// "9".
std::optional<TimeOfDay> parse_time_of_day(std::string_view typed);

// Names the field and says what is not a time at all.
struct TimeFaults {
  std::string field;
  std::string not_a_time;
};
// That time of that day in London. invalid_input where it is no time; where it may be either half
// of the day ("5:05"), unless the later half is after `latest`; and where it lies in the hour that
// is left out when the clocks go forward.
Result<UtcTime> read_time_on(LocalDate day, std::string_view typed, const TimeFaults& faults,
                             std::optional<UtcTime> latest = {});

// `name` is the day, `name`_time the time of day.
struct WhenQuestion {
  std::string name;
  std::string day;   // "On which day did it happen?"
  std::string time;  // "At what time?"
  std::string missing_day;
  std::string missing_time;
};
std::vector<Field> when_fields(const WhenQuestion& q);
// With what was typed, else with `present`, else empty.
std::vector<json::Value> when_questions(const Context& c, const WhenQuestion& q,
                                        std::optional<UtcTime> present = {});
// Errors: as read_time_on.
Result<UtcTime> read_when(const Input& input, const WhenQuestion& q);

}  // namespace mash::pipeline
