// SPDX-License-Identifier: MIT
#include "import_dates.h"

#include <array>
#include <cstdlib>
#include <string>

#include "mash/base/ascii.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes a text apart from the left; every function says whether it fitted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char front() const { return text_.empty() ? '\0' : text_.front(); }

  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  char take_one_of(std::string_view characters) {
    if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return '\0';
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  // Between `least` and `most` digits; how many there were, 0 if they did not fit.
  std::size_t take_number(std::size_t least, std::size_t most, int& number) {
    std::size_t digits = 0;
    while (digits < text_.size() && is_digit(text_[digits])) ++digits;
    if (digits < least || digits > most) return 0;
    return take_digits(digits, number) ? digits : 0;
  }
  // The next `digits` characters, whatever follows (basic format).
  bool take_digits(std::size_t digits, int& number) {
    if (text_.size() < digits) return false;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_digit(text_[i])) return false;
      value = value * 10 + (text_[i] - '0');
    }
    number = value;
    text_.remove_prefix(digits);
    return true;
  }
  std::string_view take_word() {
    std::size_t length = 0;
    while (length < text_.size() && text_[length] >= 'a' && text_[length] <= 'z') ++length;
    const std::string_view word = text_.substr(0, length);
    text_.remove_prefix(length);
    return word;
  }
  void pass_digits() {
    while (is_digit(front())) text_.remove_prefix(1);
  }

 private:
  std::string_view text_;
};

struct Numbers {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;

  [[nodiscard]] std::optional<LocalDate> date() const {
    const auto date = LocalDate::of(year, month, day);
    return date ? std::optional(*date) : std::nullopt;
  }
  [[nodiscard]] bool is_time() const { return hour < 24 && minute < 60 && second < 60; }
};

bool take_iso_date(Scanner& scanner, Numbers& n) {
  if (!scanner.take_digits(4, n.year)) return false;
  const bool extended = scanner.take('-');
  if (!scanner.take_digits(2, n.month) || scanner.take('-') != extended) return false;
  return scanner.take_digits(2, n.day);
}

bool take_clock_time(Scanner& scanner, Numbers& n) {
  if (!scanner.take_digits(2, n.hour)) return false;
  const bool extended = scanner.take(':');
  if (!scanner.take_digits(2, n.minute)) return false;
  if (extended ? scanner.take(':') : is_digit(scanner.front())) {
    if (!scanner.take_digits(2, n.second)) return false;
    if (scanner.take_one_of(".,") != '\0') {
      if (!is_digit(scanner.front())) return false;
      scanner.pass_digits();  // a fraction of a second matters to no clock here
    }
  }
  return true;
}

// "+01:00", "+0100", "+01" in minutes; an impossible one is left for the caller to see.
bool take_offset(Scanner& scanner, int& minutes) {
  const char sign = scanner.take_one_of("+-");
  int hours = 0;
  int rest = 0;
  if (sign == '\0' || !scanner.take_digits(2, hours)) return false;
  if (scanner.take(':') || !scanner.at_end()) {
    if (!scanner.take_digits(2, rest)) return false;
  }
  minutes = (hours * 60 + rest) * (sign == '-' ? -1 : 1);
  if (rest > 59) minutes = 24 * 60;
  return scanner.at_end();
}

ReadTime at_london(const Numbers& n, LocalDate date) {
  bool ambiguous = false;
  const UtcTime time = from_london(date, n.hour, n.minute, n.second, &ambiguous);
  return {ambiguous ? Reading::ambiguous_hour : Reading::without_offset, time};
}

constexpr int k_largest_offset = 14 * 60;

// "sep", "sept" and "september" are month 9; 0 is no month. Lower case only.
int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (word.size() >= 3 && months[i].starts_with(word)) return static_cast<int>(i) + 1;
  }
  return 0;
}

// Day first; `digits` of the year tell whether the century was written.
bool take_uk_date(Scanner& scanner, Numbers& n, std::size_t& year_digits) {
  if (scanner.take_number(1, 2, n.day) == 0) return false;
  const char separator = scanner.take_one_of("/.- ");
  if (separator == '\0') return false;
  if (is_digit(scanner.front())) {
    if (scanner.take_number(1, 2, n.month) == 0) return false;
  } else {
    n.month = month_of(scanner.take_word());
    if (n.month == 0) return false;
  }
  if (!scanner.take(separator)) return false;
  year_digits = scanner.take_number(2, 4, n.year);
  return year_digits == 2 || year_digits == 4;
}

ReadMoment read_uk_moment(std::string_view text) {
  const std::string lower = ascii_lower(text);
  Scanner scanner(lower);
  Numbers n;
  std::size_t year_digits = 0;
  if (!take_uk_date(scanner, n, year_digits)) return {};
  const bool has_time = scanner.take_one_of(" ,") != '\0';
  if (has_time) {
    scanner.take(' ');
    if (!take_clock_time(scanner, n)) return {};
  }
  if (!scanner.at_end()) return {};
  // 29 February exists in some century: the year is not known.
  if (year_digits == 2) n.year = 2000;
  const auto date = n.date();
  if (!date || !n.is_time()) return {Reading::impossible, {}};
  if (year_digits == 2) return {Reading::uk_format, {}};
  if (!has_time) return {Reading::uk_format, *date};
  return {Reading::uk_format, *at_london(n, *date).time};
}

}  // namespace

ReadTime read_time(std::string_view text) {
  Scanner scanner(text);
  Numbers n;
  if (!take_iso_date(scanner, n) || !scanner.take('T') || !take_clock_time(scanner, n)) return {};
  const bool local = scanner.at_end();
  const bool utc = !local && scanner.take('Z');
  int offset = 0;
  if (utc ? !scanner.at_end() : !local && !take_offset(scanner, offset)) return {};
  const auto date = n.date();
  if (!date || !n.is_time() || std::abs(offset) > k_largest_offset) {
    return {Reading::impossible, {}};
  }
  if (local) return at_london(n, *date);
  const std::int64_t day = days_between(LocalDate{}, *date);
  const UtcTime time = UtcTime{} + Duration::days(day) + Duration::hours(n.hour) +
                       Duration::minutes(n.minute - offset) + Duration::seconds(n.second);
  if (utc) return {Reading::in_utc, time};
  const bool of_place = to_london(time).offset_minutes == offset;
  return {of_place ? Reading::plain : Reading::offset_not_of_place, time};
}

ReadDate read_date(std::string_view text) {
  Scanner scanner(text);
  Numbers n;
  if (take_iso_date(scanner, n) && scanner.at_end()) {
    const auto date = n.date();
    return {date ? Reading::plain : Reading::impossible, date};
  }
  const ReadMoment uk = read_uk_moment(text);
  if (!uk.moment) return {uk.reading, {}};
  const auto* date = std::get_if<LocalDate>(&*uk.moment);
  return date != nullptr ? ReadDate{uk.reading, *date} : ReadDate{};
}

ReadMoment read_moment(std::string_view text) {
  if (const ReadTime time = read_time(text); time.reading != Reading::wrong_format) {
    return time.time ? ReadMoment{time.reading, *time.time} : ReadMoment{time.reading, {}};
  }
  if (const ReadDate date = read_date(text); date.reading != Reading::wrong_format) {
    return date.date ? ReadMoment{date.reading, *date.date} : ReadMoment{date.reading, {}};
  }
  return read_uk_moment(text);
}

}  // namespace mash::intake
