// SPDX-License-Identifier: MIT
// When a hub is open: hours for each weekday and single closed days, in Europe/London.
// What not: it reads no clock and no file, and knows nothing of ratings (timescale.h does).
// Instants are UTC; days and hours are London's, so an open day is shorter or longer by an hour
// where the clocks change while the hub is open.
// Thread safety: immutable values. Cost: a few microseconds for each day passed over.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::json {
class Value;
}

namespace mash::model {

// Minutes after midnight, 0 to 1440; opens before it closes.
struct OpeningHours {
  int opens = 0;
  int closes = 0;
};

// The open part of one day. Closing itself is outside: somebody who writes then finds it closed.
struct OpenSpan {
  UtcTime opens;
  UtcTime closes;
};

class Calendar {
 public:
  Calendar() = default;
  // At least one weekday must be open. Monday is week[0].
  Calendar(std::string id, std::array<std::optional<OpeningHours>, 7> week,
           std::vector<LocalDate> closed_days);

  [[nodiscard]] const std::string& id() const { return id_; }
  // Nothing when the hub is closed all day.
  [[nodiscard]] std::optional<OpenSpan> open_span(LocalDate day) const;
  [[nodiscard]] bool is_open(UtcTime t) const;
  // `t` itself when the hub is open, else the next opening.
  [[nodiscard]] UtcTime open_from(UtcTime t) const;
  // When the hub last closed before `t`, or is closing at `t`.
  [[nodiscard]] UtcTime closed_before(UtcTime t) const;
  // The nth open day after `day`; n >= 1.
  [[nodiscard]] LocalDate open_day_after(LocalDate day, int n) const;
  // `t` plus `amount` of open time. Where the amount ends at closing, closing is the answer.
  [[nodiscard]] UtcTime plus_open_time(UtcTime t, Duration amount) const;
  // The shortest day of the week that is open at all.
  [[nodiscard]] Duration shortest_open_day() const;

 private:
  std::string id_;
  std::array<std::optional<OpeningHours>, 7> week_{};
  std::vector<LocalDate> closed_days_;  // sorted
};

// Reads `calendars` and `closed_days` (which may be left out: no day is closed) of a configuration
// file; every calendar keeps the same closed days. Errors: invalid_input, each fault naming its
// member, for instance "calendars[0].opening_hours.monday".
Result<std::vector<Calendar>> parse_calendars(const json::Value& file);

}  // namespace mash::model
