// SPDX-License-Identifier: MIT
// How often intervals of turn-around hold the truth, on made-up cases: turnaround_bench [RUNS].
// Lengths are lognormal with a sigma of 1, 300 cases on each side, as docs/benchmarks.md has it.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "mash/statistics/durations.h"
#include "mash/statistics/seeded.h"
#include "mash/statistics/time_ratio.h"

namespace {

using namespace mash::statistics;

constexpr std::size_t k_replicas = 499;

double normal(Seeded& random) {
  return std::sqrt(-2 * std::log1p(-random.unit())) *
         std::cos(2 * std::numbers::pi * random.unit());
}

struct Kind {
  double mean = 0;  // days
  std::size_t before = 0;
  std::size_t after = 0;
};

struct Study {
  std::string name;
  std::vector<Kind> kinds;  // strata
  double ratio = 1;
  double open_after = 0;  // cases are looked at after so many days at most; 0: all are decided
  std::size_t siblings = 1;
  double shared = 0;  // of the variance, among siblings
  std::uint64_t seed = 0;
};

std::vector<Compared> cases_of(const Study& study, std::uint64_t run) {
  Seeded random(20140630 + study.seed, run);
  std::vector<Compared> out;
  std::size_t family = 0;
  for (std::size_t k = 0; k < study.kinds.size(); ++k) {
    const auto& kind = study.kinds[k];
    for (const bool after : {false, true}) {
      double of_family = 0;
      const auto n = after ? kind.after : kind.before;
      for (std::size_t i = 0; i < n; ++i) {
        if (i % study.siblings == 0) {
          of_family = normal(random);
          ++family;
        }
        const double z =
            std::sqrt(study.shared) * of_family + std::sqrt(1 - study.shared) * normal(random);
        double length = kind.mean * (after ? study.ratio : 1) * std::exp(z - 0.5);
        bool ended = true;
        if (study.open_after > 0) {
          const double seen = random.unit() * study.open_after;
          ended = length <= seen;
          length = std::min(length, seen);
        }
        out.push_back({length, ended, after, k, family});
      }
    }
  }
  return out;
}

struct Counted {
  int within = 0;   // 15 % of the truth
  int held = 0;     // by the interval
  int shorter = 0;  // the interval is below 1
  int longer = 0;
  int first_sight = 0;  // below 1 without strata
  int mean_held = 0;    // the mean of the first kind before, where all are decided
  double log_error = 0;
};

void add(Counted& n, const Study& study, std::uint64_t run) {
  auto cases = cases_of(study, run);
  const auto r = time_ratio(cases, k_replicas, run);
  n.within += std::abs(*r->ratio / study.ratio - 1) <= 0.15 ? 1 : 0;
  n.held += *r->lower <= study.ratio && study.ratio <= *r->upper ? 1 : 0;
  n.shorter += *r->upper < 1 ? 1 : 0;
  n.longer += *r->lower > 1 ? 1 : 0;
  n.log_error += std::log(*r->ratio / study.ratio);
  if (study.kinds.size() > 1) {
    for (auto& c : cases) c.stratum = 0;
    const auto crude = time_ratio(cases, k_replicas, run);
    n.first_sight += *crude->upper < 1 ? 1 : 0;
  }
  std::vector<Lasted> before;
  for (const auto& c : cases)
    if (!c.after && c.stratum == 0) before.push_back({c.length, c.ended, c.family});
  const auto s = duration_summary(before, k_replicas, run);
  const double mean = study.kinds[0].mean;
  n.mean_held += *s->mean.lower <= mean && mean <= *s->mean.upper ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 1000;
  std::vector<Study> studies{
      {"2.5 to 1.25 days", {{2.5, 300, 300}}, 0.5},
      {"no change", {{4.5, 300, 300}}, 1},
      {"2.5 to 1.25 days, looked at within 10", {{2.5, 300, 300}}, 0.5, 10},
      {"2.5 to 1.25 days, threes of siblings", {{2.5, 300, 300}}, 0.5, 0, 3, 0.7},
      {"no change, more urgent ones", {{0.5, 60, 150}, {4, 240, 150}}, 1},
  };
  std::printf(
      "study\twithin 15 %%\theld\tshorter\tlonger\tshorter at first sight\tmean held\tbias\n");
  for (auto& study : studies) {
    study.seed = static_cast<std::uint64_t>(&study - studies.data());
    Counted n;
    for (int run = 0; run < runs; ++run) add(n, study, static_cast<std::uint64_t>(run));
    std::printf("%s\t%d\t%d\t%d\t%d\t%d\t%d\t%.4f\n", study.name.c_str(), n.within, n.held,
                n.shorter, n.longer, n.first_sight, n.mean_held, n.log_error / runs);
    std::fflush(stdout);
  }
  return 0;
}
