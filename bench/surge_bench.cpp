// SPDX-License-Identifier: MIT
// How often weekly surges alarm on made-up counts, with and without a week that is doubled:
// surge_bench [RUNS]. The season goes up and down by 30 %; docs/benchmarks.md has the figures.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "mash/statistics/seeded.h"
#include "mash/statistics/surge.h"

namespace {

using namespace mash::statistics;

constexpr int k_weeks = 265;
constexpr mash::LocalDate k_last{2026, 3, 2};

double normal(Seeded& random) {
  return std::sqrt(-2 * std::log1p(-random.unit())) *
         std::cos(2 * std::numbers::pi * random.unit());
}

// Source: Marsaglia and Tsang 2000.
double gamma(Seeded& random, double shape) {
  if (shape < 1) return gamma(random, shape + 1) * std::pow(1 - random.unit(), 1 / shape);
  const double d = shape - 1.0 / 3;
  for (;;) {
    const double x = normal(random);
    const double v = std::pow(1 + x / std::sqrt(9 * d), 3);
    if (v > 0 && std::log1p(-random.unit()) < 0.5 * x * x + d - d * v + d * std::log(v))
      return d * v;
  }
}

// Variance over mean is the dispersion.
double count(Seeded& random, int week, double mean, double dispersion) {
  double m = mean * std::exp(0.3 * std::sin(week * 2 * std::numbers::pi / 52.1775));
  if (dispersion > 1) m = gamma(random, m / (dispersion - 1)) * (dispersion - 1);
  return static_cast<double>(random.poisson(m));
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 4000;
  std::printf("mean\tdispersion\talarms\talarms where the week is doubled\n");
  for (const double mean : {2.0, 20.0}) {
    for (const double dispersion : {1.0, 2.0}) {
      int quiet = 0;
      int doubled = 0;
      for (int run = 0; run < runs; ++run) {
        Seeded random(2013, static_cast<std::uint64_t>(run));
        std::vector<double> counts;
        for (int week = 0; week < k_weeks; ++week)
          counts.push_back(count(random, week, mean, dispersion));
        quiet += surge(counts, k_last, {})->alarm ? 1 : 0;
        counts.back() = count(random, k_weeks - 1, 2 * mean, dispersion);
        doubled += surge(counts, k_last, {})->alarm ? 1 : 0;
      }
      std::printf("%g\t%g\t%d\t%d\n", mean, dispersion, quiet, doubled);
      std::fflush(stdout);
    }
  }
  return 0;
}
