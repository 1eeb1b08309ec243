// SPDX-License-Identifier: MIT
#include "mash/pipeline/when.h"

#include <fmt/format.h>

#include <algorithm>

#include "mash/html/forms.h"

namespace mash::pipeline {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// At most four digits, so that it fits.
std::optional<int> number_of(std::string_view digits, std::size_t most) {
  if (digits.empty() || digits.size() > most || !std::ranges::all_of(digits, is_digit)) return {};
  int out = 0;
  for (const char c : digits) out = out * 10 + (c - '0');
  return out;
}

std::string time_name(const WhenQuestion& q) {
  return q.name + "_time";
}

}  // namespace

std::optional<TimeOfDay> parse_time_of_day(std::string_view typed) {
  std::string text;
  for (const char c : typed) {
    if (c == ' ') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (text.ends_with(".m.")) text.replace(text.size() - 3, 3, "m");  // "p.m."
  const bool am = text.ends_with("am");
  const bool half = am || text.ends_with("pm");
  if (half) text.resize(text.size() - 2);
  const auto mark = text.find_first_of(":.");
  std::optional<int> hour;
  std::optional<int> minute;
  if (mark != std::string::npos) {
    hour = number_of(std::string_view(text).substr(0, mark), 2);
    const auto rest = std::string_view(text).substr(mark + 1);
    if (rest.size() == 2) minute = number_of(rest, 2);
  } else if (text.size() == 4) {
    hour = number_of(std::string_view(text).substr(0, 2), 2);
    minute = number_of(std::string_view(text).substr(2), 2);
  } else if (half) {
    hour = number_of(text, 2);
    minute = 0;
  }
  if (!hour || !minute || *minute > 59) return {};
  if (!half) {
    if (*hour > 23) return {};
    // Whoever writes all four digits counts to 24.
    const bool either = mark == 1 && *hour > 0;
    return TimeOfDay{*hour, *minute, either};
  }
  if (*hour < 1 || *hour > 12) return {};
  return TimeOfDay{*hour % 12 + (am ? 0 : 12), *minute};
}

std::vector<Field> when_fields(const WhenQuestion& q) {
  return {{.name = q.name,
           .label = "The day",
           .kind = Kind::date,
           .required = true,
           .missing = q.missing_day},
          {.name = time_name(q),
           .label = "The time",
           .required = true,
           .max = 20,
           .missing = q.missing_time}};
}

std::vector<json::Value> when_questions(const Context& c, const WhenQuestion& q,
                                        std::optional<UtcTime> present) {
  const auto value = [&](const std::string& name, const std::string& stored) {
    if (c.typed != nullptr) return std::string(c.typed->text(name));
    return present ? stored : std::string();
  };
  const LondonTime t = to_london(present.value_or(UtcTime{}));
  return {html::date_input({.name = q.name,
                            .legend = q.day,
                            .hint = "For example 24 11 2026",
                            .error = html::error_of(c.faults, q.name),
                            .day = value(q.name + "-day", std::to_string(t.date.day)),
                            .month = value(q.name + "-month", std::to_string(t.date.month)),
                            .year = value(q.name + "-year", std::to_string(t.date.year)),
                            .legend_classes = "govuk-fieldset__legend--s"}),
          html::input({.name = time_name(q),
                       .label = q.time,
                       .hint = "For example 2:30pm or 14:30",
                       .error = html::error_of(c.faults, time_name(q)),
                       .value = value(time_name(q), fmt::format("{:02}:{:02}", t.hour, t.minute)),
                       .classes = "govuk-input--width-5",
                       .label_classes = "govuk-label--s",
                       .autocomplete = "off"})};
}

Result<UtcTime> read_time_on(LocalDate day, std::string_view typed, const TimeFaults& faults,
                             std::optional<UtcTime> latest) {
  const auto time = parse_time_of_day(typed);
  if (!time) return invalid(faults.field, faults.not_a_time);
  // Where only the morning has come yet, there is nothing to ask.
  const bool evening = !latest || from_london(day, time->hour % 12 + 12, time->minute) <= *latest;
  if (time->either_half && evening) {
    const std::string said = fmt::format("{}:{:02}", time->hour, time->minute);
    return invalid(faults.field, "Morning or evening? Enter " + said + "am or " + said + "pm");
  }
  const UtcTime at = from_london(day, time->hour, time->minute);
  // Moved on by the hour that is missing where the clocks go forward: before it, it was earlier.
  if (to_london(at).hour == time->hour + 1 &&
      to_london(at - Duration::hours(1)).hour == time->hour - 1) {
    return invalid(faults.field,
                   fmt::format("The clocks went forward that night, and {:02}:{:02} did not come. "
                               "Enter a time before 1am or after 2am",
                               time->hour, time->minute));
  }
  return at;
}

Result<UtcTime> read_when(const Input& input, const WhenQuestion& q) {
  MASH_TRY(const auto day, input.date(q.name));
  return read_time_on(
      day, input.text(time_name(q)),
      {.field = time_name(q), .not_a_time = "Enter the time as in 2:30pm or 14:30"});
}

}  // namespace mash::pipeline
