// SPDX-License-Identifier: MIT
#include "mash/intake/sample_shift.h"

#include <algorithm>

namespace mash::intake {

namespace {

constexpr Duration k_age_of_last = Duration::minutes(3);
constexpr Duration k_fresh = Duration::hours(4);
constexpr int k_baby_days = 2 * 365;

// The same wall clock so many days later.
UtcTime moved(UtcTime time, int days) {
  const LondonTime local = to_london(time);
  return from_london(local.date.plus_days(days), local.hour, local.minute, local.second);
}

void move_incident(ImportedNotification& notification, int days, Duration further) {
  if (!notification.incident_at) return;
  if (auto* time = std::get_if<UtcTime>(&*notification.incident_at)) {
    *time = moved(*time, days) + further;
  } else {
    auto& date = std::get<LocalDate>(*notification.incident_at);
    date = date.plus_days(days);
  }
}

}  // namespace

Import shifted(Import sample, UtcTime now) {
  if (sample.notifications.empty()) return sample;
  const UtcTime last =
      std::ranges::max(sample.notifications, {}, &ImportedNotification::received_at).received_at;
  const UtcTime target = now - k_age_of_last;
  const LocalDate last_day = to_london(last).date;
  auto days = static_cast<int>(days_between(last_day, to_london(target).date));
  if (moved(last, days) > target) --days;
  const Duration rest = target - moved(last, days);

  for (ImportedNotification& notification : sample.notifications) {
    const bool fresh = notification.received_at > last - k_fresh;
    const Duration further = fresh ? rest : Duration{};
    notification.received_at = std::min(moved(notification.received_at, days) + further, target);
    move_incident(notification, days, further);
  }
  for (ImportedPerson& person : sample.people) {
    if (person.expected_dob) person.expected_dob = person.expected_dob->plus_days(days);
    if (person.dob && days_between(*person.dob, last_day) < k_baby_days) {
      person.dob = person.dob->plus_days(days);
    }
  }
  return sample;
}

}  // namespace mash::intake
