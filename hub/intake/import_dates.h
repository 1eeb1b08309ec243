// SPDX-License-Identifier: MIT
// Dates and times as senders write them. Says what it read and what was wrong; which fault that
// makes, and whether the row is refused, is for the rules of each column. Years 0001 to 9999.
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "mash/base/time.h"

namespace mash::intake {

enum class Reading {
  plain,                // as the contract says
  in_utc,               // a time with Z
  offset_not_of_place,  // the instant is certain, but London had another offset then
  without_offset,       // a time, read as London's
  ambiguous_hour,       // the same, in the hour that comes twice; the earlier one is taken
  uk_format,            // day, month, year; without a value if the year has two digits
  impossible,           // the form is right, the day or hour does not exist
  wrong_format,
};

struct ReadTime {
  Reading reading = Reading::wrong_format;
  std::optional<UtcTime> time;
};
// ISO 8601, extended or basic: date, T, hours and minutes, seconds and fraction if given; then Z,
// +hh:mm, +hhmm or +hh.
ReadTime read_time(std::string_view text);

struct ReadDate {
  Reading reading = Reading::wrong_format;
  std::optional<LocalDate> date;
};
// ISO 8601, or as people in the UK write it: 24/11/2026, 24.11.2026, 24-11-2026, 24 November 2026.
ReadDate read_date(std::string_view text);

struct ReadMoment {
  Reading reading = Reading::wrong_format;
  std::optional<std::variant<UtcTime, LocalDate>> moment;
};
// Either of the above, or a UK date with a time behind it, read as London's.
ReadMoment read_moment(std::string_view text);

}  // namespace mash::intake
