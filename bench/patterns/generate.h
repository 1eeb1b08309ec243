// SPDX-License-Identifier: MIT
// Streams of events about invented people, and what is really the matter with each.
//
// What: five kinds of people: stable; clustered (one happening, several reports); escalating (the
// rate is multiplied from some day, in most families with more serious events); fading; and in
// group B all of them over-reported: one source says two or three times as much, of low severity,
// with no more harm. Families differ in rates, in how these spread, in share, size and slope of
// rises, in marks, bursts and seasons. What not: nothing here is measured; all numbers are ours.
// Cost: about 1 us an event.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/patterns/events.h"

namespace mash::patterngen {

struct Plan {
  std::uint64_t seed = 1;
  std::size_t people = 4000;
  double days = 1096;
  double at = 900;                // the day on which people are scored
  double from = 600, upto = 900;  // changes come between these
  double escalating = 0.08, fading = 0.07, clustered = 0.15;
  double over_reported = 0.3;
  double least = 0.3, shape = 1.5, mean = 1.8;  // rates a year: least + gamma of shape and mean
  double least_factor = 3, most_factor = 6;     // of a rise
  double added = 0;                             // events a year more in a rise
  double ramp_days = 0;                         // over which a rise comes
  int most_told = 4;                            // reports of one happening in a cluster
  double season = 0;                            // swing of all rates within a year, 0 to 1
  double worse = 1;                             // chance that an event in a rise is drawn as worse
  // What strangers' streams have and the first five families do not.
  int told = 1;             // reports of each happening of anybody, from one to so many
  double told_days = 7;     // within so many days
  double branching = 0;     // further events that each event brings about on average, of anybody
  double echo_days = 20;    // mean days until each of those
  double holidays = 1;      // what is left of all rates while schools are closed
  double least_ramp = 0;    // where it is above 0, rises come over this to `ramp_days` days
  std::size_t sources = 5;  // 1, 2, 5 or 12
  double tilt = 0;          // up to so much more often events of some people are worse, and harm
};

// Families of streams, by name: five that the numbers of data/patterns.json were fitted on, and
// those that strangers might write.
struct Family {
  std::string_view name;
  Plan plan;
};
std::span<const Family> families();
std::span<const Family> strange_families();

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
