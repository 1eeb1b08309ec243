// SPDX-License-Identifier: MIT
// Who stands out on a day: a sum of parts, each of which can be said in a sentence.
//
// What: score = constant + now + rise + severity, each by its weight in data/patterns.json, in
// nats; nothing after the day is looked at.
// What not: no forecast of harm; people without an event by then are not in the answer.
// Thread safety: pure functions. Cost: about 30 us a person, and half a second to learn.
#pragma once

#include <string>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterns {

struct Parts {
  double now = 0;       // ln of the rate now, against the mean rate
  double rise = 0;      // log-odds that the rate rose within a year and is still raised
  double severity = 0;  // ln of the recent mean mark
};

struct Scored {
  std::string id;
  double score = 0;
  double expected_90 = 0;  // events to be expected in 90 days, were all sources to say their share
  Parts parts;             // before they are multiplied by their weights
  OwnRate own;             // of events as they are
  double events_30 = 0, events_90 = 0, events_365 = 0, events = 0;
  double sources_90 = 0;
  double acceleration = 1;   // rate of 90 days against that of the time before, drawn towards 1
  double chance_rise = 0;    // that the rate rose within a year and is still raised
  double escalation = 0;     // how much likelier that became by what was seen, in nats
  double source_weight = 1;  // of all events: below 1, one source says more than its share
  std::string reasons;
};

// People in their order; highest score first, then by id.
std::vector<Scored> score(std::vector<Person> people, double at, const Weights& weights);

}  // namespace mash::patterns
