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
  if (!half) return *hour > 23 ? std::nullopt : std::optional(TimeOfDay{*hour, *minute});
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

Result<UtcTime> read_when(const Input& input, const WhenQuestion& q) {
  MASH_TRY(const auto day, input.date(q.name));
  const auto time = parse_time_of_day(input.text(time_name(q)));
  if (!time) return invalid(time_name(q), "Enter the time as in 2:30pm or 14:30");
  return from_london(day, time->hour, time->minute);
}

}  // namespace mash::pipeline
