// SPDX-License-Identifier: MIT
// Facts of one quarter by chance, with shares as uneven as real ones: common values first, rare
// ones last, so that every table has small counts. For tests alone.
#pragma once

#include <cmath>

#include "mash/board/figures.h"
#include "mash/statistics/seeded.h"

namespace mash::board {

// Each value of a dimension is this share of the one before.
inline constexpr double k_rarer = 0.55;

inline const std::string& drawn_value(const Dimension& dimension, statistics::Seeded& random) {
  std::size_t at = 0;
  while (at + 1 < dimension.values.size() && random.unit() > 1 - k_rarer) ++at;
  return dimension.values[at].code;
}

// How many of a unit there are for each notification.
inline double per_notification(const std::string& unit) {
  if (unit == "CLOCKS") return 2;
  if (unit == "REQUESTS") return 1.5;
  if (unit == "CHALLENGES") return 0.02;
  if (unit == "AUDITS") return 0.03;
  return 1;
}

inline std::vector<Fact> simulated_facts(const Definitions& all, double notifications,
                                         std::uint64_t seed, std::uint64_t stream) {
  statistics::Seeded random(seed, stream);
  std::vector<Fact> out;
  for (const auto& unit : all.units) {
    const auto n = random.poisson(notifications * per_notification(unit.code));
    for (std::uint64_t i = 0; i < n; ++i) {
      Fact fact{.unit = unit.code, .values = {}};
      for (const auto& code : unit.dimensions) {
        const auto& dimension = dimension_of(all, code);
        fact.values[code] = code == "MONTH"
                                ? dimension.values[random.below(dimension.values.size())].code
                                : drawn_value(dimension, random);
      }
      out.push_back(std::move(fact));
    }
  }
  return out;
}

}  // namespace mash::board
