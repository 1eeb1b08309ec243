// SPDX-License-Identifier: MIT
#include "mash/base/time.h"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <array>
#include <charconv>
#include <chrono>
#include <memory>

#include "mash/base/assert.h"

namespace mash {

namespace {

constexpr std::int64_t k_micros_per_second = 1'000'000;
constexpr std::int64_t k_seconds_per_day = 86'400;
constexpr std::array<const char*, 12> k_months = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

std::chrono::sys_days sys_days(LocalDate d) {
  return std::chrono::year{d.year} / d.month / d.day;
}
LocalDate from_sys_days(std::chrono::sys_days days) {
  const std::chrono::year_month_day ymd{days};
  return {int{ymd.year()}, static_cast<int>(unsigned{ymd.month()}),
          static_cast<int>(unsigned{ymd.day()})};
}

const icu::BasicTimeZone& london() {
  // The rules come with ICU; a machine without them cannot keep statutory clocks.
  static const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone("Europe/London"));
  const auto* basic = dynamic_cast<const icu::BasicTimeZone*>(zone.get());
  MASH_ASSERT(basic != nullptr);
  return *basic;
}

int offset_seconds_at(std::int64_t utc_seconds) {
  std::int32_t raw = 0;
  std::int32_t dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  london().getOffset(static_cast<double>(utc_seconds) * 1000.0, 0, raw, dst, status);
  MASH_ASSERT(U_SUCCESS(status));
  return (raw + dst) / 1000;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

bool take_number(std::string_view& text, std::size_t digits, int& out) {
  if (text.size() < digits) return false;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  std::from_chars(text.data(), text.data() + digits, out);
  text.remove_prefix(digits);
  return true;
}
bool take_char(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Result<LocalDate> LocalDate::of(int year, int month, int day) {
  const auto ymd = std::chrono::year{year} / month / day;
  if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999 || !ymd.ok()) {
    return invalid("date", "A real date, as 2026-11-24");
  }
  return LocalDate{year, month, day};
}

Result<LocalDate> LocalDate::parse(std::string_view iso) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_number(iso, 4, year) || !take_char(iso, '-') || !take_number(iso, 2, month) ||
      !take_char(iso, '-') || !take_number(iso, 2, day) || !iso.empty()) {
    return invalid("date", "A real date, as 2026-11-24");
  }
  return of(year, month, day);
}

std::string LocalDate::iso() const {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

int LocalDate::weekday() const {
  return static_cast<int>(std::chrono::weekday{sys_days(*this)}.iso_encoding()) - 1;
}

LocalDate LocalDate::plus_days(int n) const {
  return from_sys_days(sys_days(*this) + std::chrono::days{n});
}

std::int64_t days_between(LocalDate from, LocalDate to) {
  return (sys_days(to) - sys_days(from)).count();
}

LondonTime to_london(UtcTime t) {
  const std::int64_t utc = floor_div(t.micros, k_micros_per_second);
  const int offset = offset_seconds_at(utc);
  const std::int64_t local = utc + offset;
  const std::int64_t day = floor_div(local, k_seconds_per_day);
  const auto rest = static_cast<int>(local - day * k_seconds_per_day);
  return {from_sys_days(std::chrono::sys_days{std::chrono::days{day}}), rest / 3600, rest / 60 % 60,
          rest % 60, offset / 60};
}

UtcTime from_london(LocalDate date, int hour, int minute, int second, bool* ambiguous) {
  const std::int64_t local = sys_days(date).time_since_epoch().count() * k_seconds_per_day +
                             hour * 3600 + minute * 60 + second;
  // Summer reading first: where the hour comes twice it is the earlier instant.
  const std::int64_t summer = local - 3600;
  const bool summer_ok = offset_seconds_at(summer) == 3600;
  const bool winter_ok = offset_seconds_at(local) == 0;
  if (ambiguous != nullptr) *ambiguous = summer_ok && winter_ok;
  // A time inside the missing hour fits neither; read as winter time it lands one hour on.
  return {(summer_ok ? summer : local) * k_micros_per_second};
}

std::string iso_london(UtcTime t) {
  const LondonTime l = to_london(t);
  return fmt::format("{}T{:02}:{:02}:{:02}+{:02}:{:02}", l.date.iso(), l.hour, l.minute, l.second,
                     l.offset_minutes / 60, l.offset_minutes % 60);
}

std::string iso_utc(UtcTime t) {
  const std::int64_t utc = floor_div(t.micros, k_micros_per_second);
  const std::int64_t day = floor_div(utc, k_seconds_per_day);
  const std::int64_t rest = utc - day * k_seconds_per_day;
  return fmt::format("{}T{:02}:{:02}:{:02}Z",
                     from_sys_days(std::chrono::sys_days{std::chrono::days{day}}).iso(),
                     rest / 3600, rest / 60 % 60, rest % 60);
}

namespace {
// ".25" behind the seconds, if it is there; digits below a microsecond are passed over.
bool take_fraction(std::string_view& text, std::int64_t& micros) {
  if (!take_char(text, '.')) return true;
  std::int64_t scale = 100'000;
  int digit = 0;
  if (!take_number(text, 1, digit)) return false;
  do {
    micros += digit * scale;
    scale /= 10;
  } while (take_number(text, 1, digit));
  return true;
}

// "Z" or "+01:00", in minutes.
bool take_offset(std::string_view& text, int& minutes) {
  if (take_char(text, 'Z')) return true;
  const bool minus = take_char(text, '-');
  if (!minus && !take_char(text, '+')) return false;
  int hour = 0;
  int minute = 0;
  if (!take_number(text, 2, hour) || !take_char(text, ':') || !take_number(text, 2, minute)) {
    return false;
  }
  if (hour > 14 || minute > 59) return false;
  minutes = (hour * 60 + minute) * (minus ? -1 : 1);
  return true;
}
}  // namespace

Result<UtcTime> parse_iso(std::string_view text) {
  const Error bad =
      invalid("time", "A date and time with its offset, as 2026-11-24T09:00:00+00:00");
  if (text.size() < 16) return bad;
  const auto date = LocalDate::parse(text.substr(0, 10));
  if (!date || text[10] != 'T') return bad;
  text.remove_prefix(11);
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!take_number(text, 2, hour) || !take_char(text, ':') || !take_number(text, 2, minute)) {
    return bad;
  }
  std::int64_t micros = 0;
  if (take_char(text, ':') && (!take_number(text, 2, second) || !take_fraction(text, micros))) {
    return bad;
  }
  if (hour > 23 || minute > 59 || second > 59) return bad;
  int offset = 0;
  if (!take_offset(text, offset)) return bad;
  if (!text.empty()) return bad;
  const std::int64_t seconds = sys_days(*date).time_since_epoch().count() * k_seconds_per_day +
                               hour * 3600 + minute * 60 + second -
                               static_cast<std::int64_t>(offset) * 60;
  return UtcTime{seconds * k_micros_per_second + micros};
}

std::string plain_date(LocalDate d) {
  return fmt::format("{} {} {}", d.day, k_months.at(static_cast<std::size_t>(d.month - 1)), d.year);
}

std::string plain_time(UtcTime t) {
  const LondonTime l = to_london(t);
  const int hour = l.hour % 12 == 0 ? 12 : l.hour % 12;
  return fmt::format("{} at {}:{:02}{}", plain_date(l.date), hour, l.minute,
                     l.hour < 12 ? "am" : "pm");
}

UtcTime SystemClock::now() const {
  return {std::chrono::duration_cast<std::chrono::microseconds>(
              std::chrono::system_clock::now().time_since_epoch())
              .count()};
}

}  // namespace mash
