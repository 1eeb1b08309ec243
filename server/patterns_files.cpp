// SPDX-License-Identifier: MIT
#include "patterns_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <optional>

#include "link_files.h"
#include "link_rows.h"
#include "mash/base/time.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace {

constexpr LocalDate k_first{1970, 1, 1};

struct Time {
  TimeUnit unit;
  std::int64_t at;
};

template <class T>
std::optional<T> number(std::string_view text) {
  T out{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<Time> day(const Result<LocalDate>& date) {
  if (!date) return std::nullopt;
  return Time{TimeUnit::day, days_between(k_first, *date)};
}

std::optional<Time> time_of(std::string_view text) {
  constexpr std::int64_t farthest = 1'000'000'000;
  if (const auto n = number<std::int64_t>(text)) {
    if (*n < -farthest || *n > farthest) return std::nullopt;
    return Time{TimeUnit::number, *n};
  }
  if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) text = text.substr(0, 10);
  if (text.size() == 10 && text[4] == '-') return day(LocalDate::parse(text));
  if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
    const auto d = number<int>(text.substr(0, 2));
    const auto m = number<int>(text.substr(3, 2));
    const auto y = number<int>(text.substr(6));
    return d && m && y ? day(LocalDate::of(*y, *m, *d)) : std::nullopt;
  }
  if (text.size() == 7 && text[4] == '-') {
    const auto y = number<int>(text.substr(0, 4));
    const auto m = number<int>(text.substr(5));
    if (y && m && *y >= 1 && *m >= 1 && *m <= 12) return Time{TimeUnit::month, *y * 12 + *m - 1};
  }
  return std::nullopt;
}

constexpr std::string_view k_times =
    "a time is a date (2026-11-28 or 28/11/2026), a month (2026-11) or a whole number";

}  // namespace

std::string_view name_of(TimeUnit unit) {
  if (unit == TimeUnit::day) return "day";
  return unit == TimeUnit::month ? "month" : "number";
}

int refuse(const Error& error) {
  std::cerr << "openmash: " << error.message << "\n";
  return 2;
}

int write_found(const std::string& path, const Result<std::string>& text) {
  if (!text) return refuse(text.error());
  const auto written = write_text_file(path, *text);
  if (written) return 0;
  refuse(written.error());
  return 1;
}

Error fault_in(const PatternColumn& column, std::size_t row, std::string_view what) {
  return fault_at({.path = column.path, .row = row + 2, .column = column.header}, what);
}

Result<std::vector<PatternColumn>> read_pattern_columns(const std::string& path,
                                                        const std::vector<std::string>& headers) {
  MASH_TRY(const auto text, read_text_file(path));
  MASH_TRY(auto cells, linkage::read_columns({.name = path, .bytes = text}, headers));
  if (cells.front().empty())
    return invalid(path, path + ": there is a header and no row; give at least one");
  std::vector<PatternColumn> out;
  for (std::size_t c = 0; c < headers.size(); ++c)
    out.push_back({path, headers[c], std::move(cells[c])});
  return out;
}

Result<bool> has_column(const std::string& path, std::string_view header) {
  MASH_TRY(const auto text, read_text_file(path));
  MASH_TRY(const auto names, linkage::column_names({.name = path, .bytes = text}));
  return std::find(names.begin(), names.end(), header) != names.end();
}

Result<Times> times_of(const PatternColumn& column) {
  Times out;
  for (std::size_t i = 0; i < column.cells.size(); ++i) {
    const auto time = time_of(column.cells[i]);
    if (!time) return fault_in(column, i, k_times);
    if (i == 0) out.unit = time->unit;
    if (time->unit != out.unit) {
      return fault_in(column, i,
                      fmt::format("this is a {}, but the first time of the file is a {}; write all "
                                  "in one way",
                                  name_of(time->unit), name_of(out.unit)));
    }
    out.at.push_back(time->at);
  }
  return out;
}

Result<std::int64_t> time_of_option(std::string_view option, const std::string& text,
                                    TimeUnit unit) {
  const auto time = time_of(text);
  if (!time) return invalid(std::string(option), fmt::format("--{}: {}", option, k_times));
  if (time->unit == unit) return time->at;
  if (time->unit == TimeUnit::day && unit == TimeUnit::month) {
    const auto date = k_first.plus_days(static_cast<int>(time->at));
    return date.year * 12 + date.month - 1;
  }
  if (time->unit == TimeUnit::month && unit == TimeUnit::day) {
    MASH_TRY(const auto first, LocalDate::of(static_cast<int>(time->at / 12),
                                             static_cast<int>(time->at % 12) + 1, 1));
    return days_between(k_first, first);
  }
  return invalid(std::string(option),
                 fmt::format("--{}: this is a {}, but the times of the file are {}s; write it as "
                             "they are",
                             option, name_of(time->unit), name_of(unit)));
}

std::string text_of_time(std::int64_t at, TimeUnit unit) {
  if (unit == TimeUnit::number) return std::to_string(at);
  if (unit == TimeUnit::month) return fmt::format("{:04}-{:02}", at / 12, at % 12 + 1);
  return k_first.plus_days(static_cast<int>(at)).iso();
}

Result<std::vector<double>> numbers_of(const PatternColumn& column) {
  std::vector<double> out;
  for (std::size_t i = 0; i < column.cells.size(); ++i) {
    const auto n = number<double>(column.cells[i]);
    if (!n || !std::isfinite(*n))
      return fault_in(column, i, "this is no number; write digits, with a point before decimals");
    out.push_back(*n);
  }
  return out;
}

}  // namespace mash::server
