// SPDX-License-Identifier: MIT
// What a window is worth, and how its replicas are scored many at once.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "random.h"
#include "zones.h"

namespace mash::scan {

// Logarithm of the likelihood ratio: 0 where there are no more cases than expected.
class Score {
 public:
  Score(Model model, double total) : given_(model == Model::expectation), total_(total) {}
  [[nodiscard]] double of(double cases, double expected) const {
    if (cases <= expected || (!given_ && expected >= total_)) return 0;
    const double inside = cases * std::log(cases / expected);
    if (given_) return inside + expected - cases;
    const double outside = total_ - cases;
    return inside + (outside > 0 ? outside * std::log(outside / (total_ - expected)) : 0);
  }
  // Never below `of` divided by (cases - expected)^2: u ln u - u + 1 is at most (u - 1)^2 / 2
  // above 1 and at most (u - 1)^2 below it.
  [[nodiscard]] double bound(double expected) const {
    if (expected <= 0 || (!given_ && expected >= total_)) return 0;
    return 1 / (2 * expected) + (given_ ? 0 : 1 / (total_ - expected));
  }
  // Of inside to outside; infinite if all cases are inside.
  [[nodiscard]] double relative_risk(double cases, double expected) const {
    if (given_) return cases / expected;
    return cases / expected / ((total_ - cases) / (total_ - expected));
  }

 private:
  bool given_;
  double total_;
};

// Makes replicas of the cases as they would be by chance.
class Chance {
 public:
  // `expected` has a value for each cell and must outlive this.
  Chance(const Study& study, Model model, std::span<const double> expected);
  // Calls take(cell) for each case.
  template <class Take>
  void draw(Random& random, const Take& take) const {
    if (!times_.empty()) {
      auto times = times_;
      for (std::size_t i = times.size(); i > 1; --i)
        std::swap(times[i - 1], times[random.below(i)]);
      for (std::size_t i = 0; i < times.size(); ++i) take(row_[i] + times[i]);
      return;
    }
    if (total_ <= 0) return;
    const auto n =
        given_ ? random.poisson(total_) : static_cast<std::uint64_t>(std::llround(total_));
    for (std::uint64_t i = 0; i < n; ++i) take(alias_.draw(random));
  }

 private:
  bool given_;
  double total_ = 0;
  Alias alias_;
  std::vector<std::size_t> row_;      // permutation: of each case, its place's first cell
  std::vector<std::uint32_t> times_;  // and its time
};

// The best score of each of `count` replicas from number `first` on, at most k_lanes.
inline constexpr std::size_t k_lanes = 16;
void best_of_replicas(const Study& study, std::span<const Centre> centres, const Spans& spans,
                      std::span<const double> expected, const Score& score, const Chance& chance,
                      std::uint64_t seed, std::size_t first, std::span<double> best);

}  // namespace mash::scan
