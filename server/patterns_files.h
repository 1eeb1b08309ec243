// SPDX-License-Identifier: MIT
// The CSV files of `openmash patterns`: columns by their headers, times and numbers in them.
// Errors name the file, the row (the header is row 1), the column and what to do.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::server {

// What one step of time is.
enum class TimeUnit { number, month, day };
std::string_view name_of(TimeUnit unit);

// Whole steps: numbers as they are, months since the year 0, days since 1 January 1970.
struct Times {
  TimeUnit unit = TimeUnit::number;
  std::vector<std::int64_t> at;
};

struct PatternColumn {
  std::string path;
  std::string header;
  std::vector<std::string> cells;
};

// The columns called so, in this order, wherever they stand; others are passed over.
Result<std::vector<PatternColumn>> read_pattern_columns(const std::string& path,
                                                        const std::vector<std::string>& headers);
Result<bool> has_column(const std::string& path, std::string_view header);

// Times: 2026-11-28 (a time of day after it is dropped), 28/11/2026, 2026-11 or a whole number; all
// of one kind.
Result<Times> times_of(const PatternColumn& column);
// One time given as an option, of the kind of others.
Result<std::int64_t> time_of_option(std::string_view option, const std::string& text,
                                    TimeUnit unit);
std::string text_of_time(std::int64_t at, TimeUnit unit);

Result<std::vector<double>> numbers_of(const PatternColumn& column);

// Prints the error on stderr; the exit code, 2.
int refuse(const Error& error);
// Writes what a method found, or says why there is nothing; the exit code.
int write_found(const std::string& path, const Result<std::string>& text);

Error fault_in(const PatternColumn& column, std::size_t row, std::string_view what);

}  // namespace mash::server
