// SPDX-License-Identifier: MIT
#include "time_limit.h"

#include <algorithm>

namespace mash::access {

namespace {

LocalDate open_day(LocalDate day, const model::Calendar& calendar) {
  return calendar.open_span(day) ? day : calendar.open_day_after(day, 1);
}

}  // namespace

LocalDate months_after(LocalDate day, int months) {
  const int counted = day.month - 1 + months;
  const int year = day.year + counted / 12;
  const int month = counted % 12 + 1;
  for (int last = day.day; last > 28; --last) {
    if (const auto found = LocalDate::of(year, month, last)) return *found;
  }
  return {year, month, std::min(day.day, 28)};
}

namespace {

// The end after `months`, and the days that do not count: each once, also where somebody was asked
// again meanwhile. A question that came after the end that stood then stops nothing.
struct Walked {
  std::int64_t days = 0;
  LocalDate due;
};
Walked walk(const std::vector<Pause>& pauses, LocalDate began, int months,
            const model::Calendar& calendar) {
  std::vector<Pause> closed;
  for (const auto& p : pauses) {
    if (p.given && *p.given >= began) closed.push_back({std::max(p.asked, began), p.given});
  }
  std::ranges::sort(closed, {}, &Pause::asked);
  Walked out;
  LocalDate from = began;
  const auto due = [&] {
    return open_day(months_after(began, months).plus_days(static_cast<int>(out.days)), calendar);
  };
  for (const auto& p : closed) {
    const LocalDate first = std::max(p.asked, from);
    if (p.asked > due() || *p.given < first) continue;
    out.days += days_between(first, *p.given) + 1;
    from = p.given->plus_days(1);
  }
  out.due = due();
  return out;
}

}  // namespace

TimeLimit time_limit(const Times& times, const AccessPolicy& policy,
                     const model::Calendar& calendar) {
  TimeLimit out;
  if (!times.known) return out;
  out.began = std::max(times.received, *times.known);
  const int months = policy.months + (times.extended ? policy.more_months : 0);
  const auto [days, due] = walk(times.pauses, *out.began, months, calendar);
  out.paused = std::ranges::any_of(times.pauses,
                                   [&due](const Pause& p) { return !p.given && p.asked <= due; });
  if (out.paused) return out;
  out.due = due;
  if (!times.extended) {
    out.extend_by = months_after(*out.began, policy.months).plus_days(static_cast<int>(days));
  }
  return out;
}

}  // namespace mash::access
