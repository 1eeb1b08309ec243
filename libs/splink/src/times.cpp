// SPDX-License-Identifier: MIT
#include "times.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace mash::splink {

namespace {

constexpr std::int64_t k_day = 86'400;

// Days since 1970-01-01. Source: Hinnant, "chrono-compatible low-level date algorithms".
std::int64_t days_of(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of_era = year - era * 400;
  const std::int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

struct Day {
  std::int64_t year = 0;
  int month = 0;
};
Day day_of(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t of_era = days - era * 146'097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const auto month = static_cast<int>((5 * of_year + 2) / 153);
  return {year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9};
}

int days_in(std::int64_t year, int month) {
  static constexpr std::array<int, 12> k_days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return k_days.at(static_cast<std::size_t>(month - 1)) + (month == 2 && leap ? 1 : 0);
}

constexpr std::array<std::string_view, 12> k_months{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

struct Parts {
  int year = 1900;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;

  [[nodiscard]] std::optional<double> seconds() const {
    if (month < 1 || month > 12 || day < 1 || day > days_in(year, month) || hour > 23 ||
        minute > 59 || second > 59)
      return std::nullopt;
    return static_cast<double>(days_of(year, month, day) * k_day + hour * 3600 + minute * 60 +
                               second);
  }
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
void drop_spaces(std::string_view& s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
}

std::optional<int> number(std::string_view& s, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  int value = 0;
  for (; n < most && n < s.size() && is_digit(s[n]); ++n) value = value * 10 + (s[n] - '0');
  if (n < least) return std::nullopt;
  s.remove_prefix(n);
  return value;
}

std::optional<int> month_name(std::string_view& s, bool whole) {
  for (std::size_t m = 0; m < k_months.size(); ++m) {
    const auto name = whole ? k_months.at(m) : k_months.at(m).substr(0, 3);
    if (s.size() < name.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
      const char c = s[i] >= 'A' && s[i] <= 'Z' ? static_cast<char>(s[i] - 'A' + 'a') : s[i];
      same = same && c == name[i];
    }
    if (!same) continue;
    s.remove_prefix(name.size());
    return static_cast<int>(m) + 1;
  }
  return std::nullopt;
}

struct Directive {
  char letter = 0;  // 0: a plain character
  char plain = 0;
  std::size_t digits = 0;  // exactly; 0: up to the usual number
};

// The next part of the format; letter '?' if there is no such directive.
Directive next(std::string_view& format) {
  const char c = format.front();
  format.remove_prefix(1);
  if (c != '%') return {.plain = c};
  Directive d;
  if (format.starts_with('-')) format.remove_prefix(1);
  if (!format.empty() && is_digit(format.front())) {
    d.digits = static_cast<std::size_t>(format.front() - '0');
    format.remove_prefix(1);
  }
  if (format.empty()) return {.letter = '?'};
  d.letter = format.front();
  format.remove_prefix(1);
  if (d.letter == '%') return {.plain = '%'};
  if (std::string_view("YymdHMSbB").find(d.letter) == std::string_view::npos) d.letter = '?';
  return d;
}

bool take(std::string_view& text, const Directive& d, Parts& parts) {
  if (d.letter == 0) {
    if (text.empty() || text.front() != d.plain) return false;
    text.remove_prefix(1);
    return true;
  }
  const auto value = d.letter == 'b' || d.letter == 'B' ? month_name(text, d.letter == 'B')
                                                        : number(text, d.digits == 0 ? 1 : d.digits,
                                                                 d.digits != 0     ? d.digits
                                                                 : d.letter == 'Y' ? 4
                                                                                   : 2);
  if (!value) return false;
  switch (d.letter) {
    case 'Y':
      parts.year = *value;
      break;
    case 'y':
      parts.year = *value + (*value < 69 ? 2000 : 1900);
      break;
    case 'd':
      parts.day = *value;
      break;
    case 'H':
      parts.hour = *value;
      break;
    case 'M':
      parts.minute = *value;
      break;
    case 'S':
      parts.second = *value;
      break;
    default:
      parts.month = *value;
  }
  return true;
}

}  // namespace

Result<bool> check_format(std::string_view format) {
  while (!format.empty()) {
    if (next(format).letter == '?') {
      return invalid("sql",
                     "a date format with anything but %Y %y %m %d %H %M %S %b %B is not "
                     "supported");
    }
  }
  return true;
}

std::string from_java_format(std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size();) {
    std::size_t n = 1;
    while (i + n < format.size() && format[i + n] == format[i]) ++n;
    static constexpr std::string_view k_java = "yMdHms";
    static constexpr std::string_view k_directives = "YmdHMS";
    const auto at = k_java.find(format[i]);
    if (format[i] == 'y' && n == 2) {
      out += "%y";
    } else if (at != std::string_view::npos && n < 10) {
      out += "%" + (n == 1 ? std::string() : std::to_string(n)) + k_directives[at];
    } else if ((format[i] >= 'a' && format[i] <= 'z') || (format[i] >= 'A' && format[i] <= 'Z') ||
               format[i] == '\'' || format[i] == '%') {
      return "%?";
    } else {
      out.append(n, format[i]);
    }
    i += n;
  }
  return out;
}

std::optional<double> parse_time(std::string_view text, std::string_view format) {
  drop_spaces(text);
  Parts parts;
  while (!format.empty())
    if (!take(text, next(format), parts)) return std::nullopt;
  drop_spaces(text);
  if (!text.empty()) return std::nullopt;
  return parts.seconds();
}

std::optional<double> parse_iso(std::string_view text, bool only_date) {
  if (const auto day = parse_time(text, "%Y-%m-%d")) return day;
  for (const std::string_view format : {"%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"}) {
    if (const auto found = parse_time(text, format))
      return only_date ? std::floor(*found / k_day) * k_day : *found;
  }
  return std::nullopt;
}

double date_diff(std::string_view unit, double from, double to) {
  const auto a = static_cast<std::int64_t>(std::floor(from / k_day));
  const auto b = static_cast<std::int64_t>(std::floor(to / k_day));
  if (unit == "day") return static_cast<double>(b - a);
  const Day x = day_of(a);
  const Day y = day_of(b);
  if (unit == "year") return static_cast<double>(y.year - x.year);
  return static_cast<double>((y.year - x.year) * 12 + y.month - x.month);
}

}  // namespace mash::splink
