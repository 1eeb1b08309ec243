// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "mash/base/result.h"

namespace mash {

// A span of elapsed time in microseconds.
struct Duration {
  std::int64_t micros = 0;
  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
  static constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
  static constexpr Duration days(std::int64_t n) { return hours(n * 24); }
  auto operator<=>(const Duration&) const = default;
};

// An instant: microseconds since 1970-01-01T00:00:00Z. Stored as such in every table.
struct UtcTime {
  std::int64_t micros = 0;
  auto operator<=>(const UtcTime&) const = default;
};
constexpr UtcTime operator+(UtcTime t, Duration d) {
  return {t.micros + d.micros};
}
constexpr UtcTime operator-(UtcTime t, Duration d) {
  return {t.micros - d.micros};
}
constexpr Duration operator-(UtcTime a, UtcTime b) {
  return {a.micros - b.micros};
}

// A calendar day without a time zone. Valid dates only (1 <= month <= 12, real day).
struct LocalDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const LocalDate&) const = default;
  static Result<LocalDate> parse(std::string_view iso);  // "2026-11-24"
  static Result<LocalDate> of(int year, int month, int day);
  [[nodiscard]] std::string iso() const;
  [[nodiscard]] int weekday() const;  // 0 = Monday ... 6 = Sunday
  [[nodiscard]] LocalDate plus_days(int n) const;
};
std::int64_t days_between(LocalDate from, LocalDate to);

// A wall-clock reading in Europe/London.
struct LondonTime {
  LocalDate date;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int offset_minutes = 0;  // 0 in winter, 60 in summer
};
LondonTime to_london(UtcTime t);
// `ambiguous` is set where the clocks go back (the earlier instant is chosen); a time that does not
// exist because the clocks go forward is moved on by the hour that is missing.
UtcTime from_london(LocalDate date, int hour, int minute, int second = 0,
                    bool* ambiguous = nullptr);

// "2026-11-24T09:00:00+00:00", offset of London, seconds always, fractions never.
std::string iso_london(UtcTime t);
// "2026-11-24T09:00:00Z"
std::string iso_utc(UtcTime t);
// ISO 8601 date and time with seconds optional and an offset or Z that must be there.
Result<UtcTime> parse_iso(std::string_view text);
// "3 October 2026 at 8:06am"
std::string plain_time(UtcTime t);
// "3 October 2026"
std::string plain_date(LocalDate d);

// Passed in, never reached for. The system clock is made once, in server/.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual UtcTime now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] UtcTime now() const override;
};

// For tests, simulation and `--import-clock`.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(UtcTime t) : now_(t) {}
  [[nodiscard]] UtcTime now() const override { return now_; }
  void set(UtcTime t) { now_ = t; }
  void advance(Duration d) { now_ = now_ + d; }

 private:
  UtcTime now_;
};

}  // namespace mash
