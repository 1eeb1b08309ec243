// SPDX-License-Identifier: MIT
// By when a request is answered, counted as the law counts: calendar months from the day on which
// the person was known and the request was here, without the days in which they were asked what
// they mean. What not: no clock is read, nothing is stored. Pure.
// Source: data/subject_access.json, months and more_months.
#pragma once

#include <optional>
#include <vector>

#include "mash/access/access_policy.h"
#include "mash/base/time.h"
#include "mash/model/calendar.h"

namespace mash::access {

// The same day so many months later; the last of that month where it has no such day.
LocalDate months_after(LocalDate day, int months);

// Asked what they mean, and their answer. Both days and all between do not count.
struct Pause {
  LocalDate asked;
  std::optional<LocalDate> given;
};
struct Times {
  LocalDate received;
  std::optional<LocalDate> known;  // identity was shown, or never in doubt; else nothing runs
  std::vector<Pause> pauses;
  bool extended = false;
};
struct TimeLimit {
  std::optional<LocalDate> began;
  bool paused = false;
  std::optional<LocalDate> due;        // nothing: it has not begun, or is paused
  std::optional<LocalDate> extend_by;  // until then the person may be told that it takes longer
};
// A last day on a weekend or a public holiday moves to the next working day of `calendar`. To say
// that it takes longer there is the month alone.
TimeLimit time_limit(const Times& times, const AccessPolicy& policy,
                     const model::Calendar& calendar);

}  // namespace mash::access
