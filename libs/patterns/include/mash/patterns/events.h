// SPDX-License-Identifier: MIT
// What happened to whom and when, as one list for each person, and what all of them are like.
//
// What: events by person in the order of days; rates that people share (gamma-Poisson).
// What not: no files, no clock, no names of people beyond the id that the caller gives.
// Units: days are numbers from any day 0 (the caller's); rates are events a year of 365.25 days.
// Thread safety: pure functions. Cost: linear in the events, and about 5 ms for a fit.
// Sources: Clayton and Kaldor 1987 (gamma-Poisson rates).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mash/patterns/weights.h"

namespace mash::patterns {

constexpr double k_year = 365.25;

struct Event {
  double day = 0;
  double severity = 1;
  std::uint32_t source = 0;  // a number of the caller's, dense from 0
};

struct Person {
  std::string id;
  std::vector<Event> events;  // by day; order() makes it so
};

// Brings events into one order, whatever that of the rows was.
void order(std::vector<Person>& people);

// Rates differ from person to person as gamma(a, b): mean a / b a year.
struct Gamma {
  double a = 1;
  double b = 1;
  [[nodiscard]] double mean() const { return a / b; }
};
struct Counted {
  double count = 0;
  double exposure = 0;  // years, or the count that is expected
};
struct GammaFit {
  Gamma prior;
  double log_likelihood = 0;  // of all counts, with their constants
};
// The a and b under which the counts are likeliest. Where the counts vary less than chance alone
// would have it, a ends at its bound of 500: everybody has the same rate.
GammaFit fit_gamma(std::span<const Counted> counts);

// What one count says once it is drawn towards what is usual.
struct OwnRate {
  double mean = 0, low = 0, high = 0;  // events a year; the interval holds 90 %
  double twice = 0;                    // chance that it is above twice the mean of all
};
OwnRate own_rate(const Gamma& prior, double count, double exposure);

// What is known of everybody on a day, from events up to and with it.
struct Population {
  double start = 0;  // the day of the first event: from it on everybody counts as seen
  std::size_t people = 0;
  Gamma counts;               // of events as they are
  Gamma weighed;              // of events as they are weighed
  std::vector<double> share;  // of each source among the events
  double mean_severity = 1;
  double serious = 1;  // severity that a tenth of the events reach, at most
};
// Of those with an event by then. With less than 30 such people rates are taken to be alike.
Population population_at(std::span<const Person> people, double at, const Weights& weights);

}  // namespace mash::patterns
