// SPDX-License-Identifier: MIT
#include "time_limit.h"

#include <algorithm>

namespace mash::access {

namespace {

// How many days do not count: each once, also where somebody was asked again meanwhile.
int days_paused(const std::vector<Pause>& pauses, LocalDate began) {
  std::vector<Pause> closed;
  for (const auto& p : pauses) {
    if (p.given && *p.given >= began) closed.push_back({std::max(p.asked, began), p.given});
  }
  std::ranges::sort(closed, {}, &Pause::asked);
  std::int64_t days = 0;
  LocalDate from = began;
  for (const auto& p : closed) {
    const LocalDate first = std::max(p.asked, from);
    if (*p.given < first) continue;
    days += days_between(first, *p.given) + 1;
    from = p.given->plus_days(1);
  }
  return static_cast<int>(days);
}

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

TimeLimit time_limit(const Times& times, const AccessPolicy& policy,
                     const model::Calendar& calendar) {
  TimeLimit out;
  if (!times.known) return out;
  out.began = std::max(times.received, *times.known);
  out.paused = std::ranges::any_of(times.pauses, [](const Pause& p) { return !p.given; });
  if (out.paused) return out;
  const int paused = days_paused(times.pauses, *out.began);
  const int months = policy.months + (times.extended ? policy.more_months : 0);
  out.due = open_day(months_after(*out.began, months).plus_days(paused), calendar);
  if (!times.extended) {
    out.extend_by = months_after(*out.began, policy.months).plus_days(paused);
  }
  return out;
}

}  // namespace mash::access
