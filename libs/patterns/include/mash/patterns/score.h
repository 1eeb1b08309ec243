// SPDX-License-Identifier: MIT
// Who stands out on a day: a sum of parts, each of which can be said in a sentence.
//
// What: score = constant + now + own + rise + severity + sources
// + excess, by the weights of
// data/patterns.json, in nats; nothing after the day is looked at.
// What not: no forecast of harm; people without an event by then are not in the answer.
// Thread safety: pure functions. Cost: about 10 us a person and 0.1 us an event.
#pragma once

#include <string>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterns {

struct Parts {
  double now = 0;       // ln of the rate now, against the mean rate
  double own = 0;       // ln of the own rate over all time, against the mean rate
  double rise = 0;      // log-odds that the rate rose within a year
  double severity = 0;  // ln of the recent mean mark
  double sources = 0;   // ln (1 + sources in 90 days)
  double excess = 0;    // ln of what is left of all events once one source's excess counts less
};

struct Scored {
  std::string id;
  double score = 0;
  double expected_90 = 0;  // weighed events to be expected in 90 days
  Parts parts;             // before they are multiplied by their weights
  OwnRate own;             // of events as they are
  double events_30 = 0, events_90 = 0, events_365 = 0, events = 0;
  double sources_90 = 0;
  double acceleration = 1;   // rate of 90 days against that of the time before, drawn towards 1
  double escalation = 0;     // nats
  double source_weight = 1;  // least weight of a source: below 1, one says more than the others
  std::string reasons;
};

// People in their order; highest score first, then by id.
std::vector<Scored> score(std::vector<Person> people, double at, const Weights& weights);

}  // namespace mash::patterns
