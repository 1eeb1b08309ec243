// SPDX-License-Identifier: MIT
// Who began to stand out on which day, by rules that look at what was known that day alone.
//
// What: an alarm on the day of an event on which a rule holds; not again by that rule for that
// person until it has held on no day for 90 days. Rules can begin to hold only on such days, since
// every count falls while nothing comes.
// Rules: repeat (more in 30, 90 or 365 days, from two sources at least, than the own rate leads to
// expect), rate (the last year is above twice the mean), escalation (CUSUM), severity (many events
// as serious as the worst tenth).
// What is known of others and thresholds are learnt anew every 90 days from what came before;
// thresholds are those at which the same people, shuffled, give as many alarms as are borne.
// Nothing is told before 60 days of events are known.
// Thread safety: pure functions. Cost: about 10 us an event, and half a second for each 90 days.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterns {

struct Alarm {
  std::string id;
  double day = 0;
  std::string_view rule;
  // repeat: -ln of the chance of so many; rate: chance; escalation: nats; severity: events.
  double statistic = 0;
};

struct AlarmSpan {
  double from = 0, to = 0;
  double false_alarms = 50;  // a year in 1,000 people in whom nothing changed
};

// By day, then person, then rule.
std::vector<Alarm> alarms(std::vector<Person> people, const AlarmSpan& span,
                          const Weights& weights);

}  // namespace mash::patterns
