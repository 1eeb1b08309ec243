// SPDX-License-Identifier: MIT
// The same people as if nothing had changed: what belongs together stays together and comes on
// another day.
//
// What: events of one person within days of the first are one matter (one happening told of by
// many, or what came of it). Not chained from event to event: in people whose rate rose all would
// become one matter, and what stable people do would be taken from them. A shuffled person has the
// same matters, each begun on a day on which somebody's matter began, so that seasons stay. Thread
// safety: pure functions. Cost: about 0.1 us an event. Sources: Politis and Romano 1994 (blocks
// that stay together); Ogata 1988 and Ripley 1976 (how much more often than by chance pairs are
// that near).
#pragma once

#include <span>
#include <vector>

#include "mash/patterns/events.h"
#include "mash/statistics/seeded.h"

namespace mash::patterns {

// Days within which another event of the same person is likelier than far from one, 0 to 45; by
// all pairs up to the day.
double days_together(std::span<const Person> people, double start, double at);

class Shuffled {
 public:
  // People with an event up to the day, by id, at most so many, evenly.
  Shuffled(std::span<const Person> people, double start, double at, std::size_t most);
  [[nodiscard]] std::size_t people() const { return people_.size(); }
  [[nodiscard]] std::size_t events() const { return events_; }
  [[nodiscard]] double together() const { return together_; }
  // By day.
  [[nodiscard]] std::vector<Event> draw(std::size_t person, statistics::Seeded& random) const;

 private:
  double start_, at_, together_;
  std::size_t events_ = 0;
  std::vector<std::span<const Event>> people_;
  std::vector<double> begun_;  // days on which matters began
};

}  // namespace mash::patterns
