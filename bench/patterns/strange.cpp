// SPDX-License-Identifier: MIT
// Families of streams as strangers might write them: one thing at a time differs from `poisson`.
#include <array>

#include "generate.h"

namespace mash::patterngen {

namespace {

constexpr Plan k_plain{.escalating = 0.08,
                       .fading = 0.05,
                       .clustered = 0,
                       .over_reported = 0,
                       .least = 0.2,
                       .shape = 1.5,
                       .mean = 2,
                       .least_factor = 2,
                       .most_factor = 6,
                       .worse = 0.4};

Plan told(int most, double days, double least, double mean) {
  Plan p = k_plain;
  p.told = most;
  p.told_days = days;
  p.least = least;
  p.mean = mean;
  return p;
}

Plan households() {
  Plan p = told(3, 3, 0.2, 2);
  p.clustered = 0.4;
  p.most_told = 5;
  p.over_reported = 0.25;
  return p;
}

Plan echoing(double branching, double days, double least_factor) {
  Plan p = k_plain;
  p.branching = branching;
  p.echo_days = days;
  p.least_factor = least_factor;
  return p;
}

Plan rates(double least, double shape, double mean, double holidays, std::size_t sources) {
  Plan p = k_plain;
  p.least = least;
  p.shape = shape;
  p.mean = mean;
  p.holidays = holidays;
  p.sources = sources;
  return p;
}

Plan ramps() {
  Plan p = k_plain;
  p.upto = 820;
  p.least_ramp = 60;
  p.ramp_days = 180;
  p.least_factor = 3;
  p.worse = 0;
  return p;
}

Plan loud() {
  Plan p = k_plain;
  p.over_reported = 0.4;
  p.tilt = 0.6;
  return p;
}

Plan one_source() {
  Plan p = told(3, 7, 0.2, 2);
  p.sources = 1;
  p.worse = 0;
  return p;
}

Plan one_year() {
  Plan p = told(2, 7, 0.2, 4);
  p.days = 365;
  p.at = 330;
  p.from = 180;
  p.upto = 300;
  return p;
}

Plan small() {
  Plan p = told(2, 7, 0.2, 2);
  p.people = 200;
  return p;
}

}  // namespace

std::span<const Family> strange_families() {
  static const std::array<Family, 13> all{{
      {"poisson", k_plain},
      {"incidents", told(6, 7, 0.1, 1)},
      {"households", households()},
      {"hawkes", echoing(0.4, 10, 2)},
      {"hawkes_slow", echoing(0.5, 30, 3)},
      {"school", rates(0.2, 1.5, 3, 0.25, 5)},
      {"uneven", rates(0.02, 0.3, 3, 1, 5)},
      {"ramps", ramps()},
      {"loud", loud()},
      {"one_source", one_source()},
      {"many_sources", rates(0.2, 2, 4, 1, 12)},
      {"one_year", one_year()},
      {"small", small()},
  }};
  return all;
}

}  // namespace mash::patterngen
