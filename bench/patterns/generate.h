// SPDX-License-Identifier: MIT
// Streams of events about invented people, and what is really the matter with each.
//
// What: five kinds of people: stable; clustered (one happening, several reports); escalating (the
// rate is multiplied from some day, and what happens is more serious); fading; and in group B all
// of them over-reported: one source says two or three times as much, of low severity, with no more
// harm. What not: nothing here is measured; all numbers are ours.
// Cost: about 1 us an event.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterngen {

struct Plan {
  std::uint64_t seed = 1;
  std::size_t people = 4000;
  double days = 1096;
  double at = 900;    // the day on which people are scored
  double from = 600;  // changes come between here and `at`
  double escalating = 0.08, fading = 0.07, clustered = 0.15;
  double over_reported = 0.3;
};

enum class Kind : std::uint8_t { stable, clustered, escalating, fading };

struct Truth {
  Kind kind = Kind::stable;
  bool over_reported = false;
  double onset = -1;       // of an escalation
  double probability = 0;  // of harm within 90 days after `at`
  bool harmed = false;
};

struct Streams {
  std::vector<patterns::Person> people;  // by id
  std::vector<Truth> truth;              // of the same person
};

Streams generate(const Plan& plan);

}  // namespace mash::patterngen
