// SPDX-License-Identifier: MIT
// Dates as DuckDB parses and counts them: seconds since 1970, Gregorian throughout, no time zones.
// Thread safety: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/base/result.h"

namespace mash::splink {

// %Y %y %m %d %H %M %S %b %B and their forms without leading zeros; anything else is refused.
Result<bool> check_format(std::string_view format);
// "yyyy-MM-dd" as "%4Y-%2m-%2d": the number is how many digits there must be.
std::string from_java_format(std::string_view format);

// Nothing if the text is not a date of the format.
std::optional<double> parse_time(std::string_view text, std::string_view format);
// "2015-3-1", with or without a time of day.
std::optional<double> parse_iso(std::string_view text, bool only_date);

// Boundaries of "day", "month" or "year" between the two.
double date_diff(std::string_view unit, double from, double to);

}  // namespace mash::splink
