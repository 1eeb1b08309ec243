// SPDX-License-Identifier: MIT
#include "asking_errors.h"

#include <cmath>
#include <numeric>

namespace mash::linkage {

namespace {

constexpr double k_one = 1 << 20;

bool is_learnt(Kind kind) {
  return kind == Kind::given_name || kind == Kind::surname || kind == Kind::dob ||
         kind == Kind::sex;
}

}  // namespace

void AskingErrors::add(const Explanation& pair, double probability) {
  const auto share = static_cast<std::uint64_t>(std::llround(probability * k_one));
  for (const auto& part : pair.parts)
    counts_.at(static_cast<std::size_t>(part.kind)).at(part.level) += share;
}

void AskingErrors::add(const AskingErrors& other) {
  for (std::size_t kind = 0; kind < k_kinds; ++kind) {
    for (std::size_t level = 0; level < k_max_levels; ++level)
      counts_.at(kind).at(level) += other.counts_.at(kind).at(level);
  }
}

Model AskingErrors::taught(Model model) const {
  for (auto& c : model.comparisons) {
    if (!is_learnt(c.kind)) continue;
    const auto& counts = counts_.at(static_cast<std::size_t>(c.kind));
    const double queries =
        static_cast<double>(std::accumulate(counts.begin() + 1, counts.end(), std::uint64_t{0})) /
        k_one;
    for (std::size_t level = 1; level < k_max_levels; ++level) {
      const double seen = static_cast<double>(counts.at(level)) / k_one;
      c.m.at(level) = (k_worth_of_model * c.m.at(level) + seen) / (k_worth_of_model + queries);
    }
  }
  return model;
}

}  // namespace mash::linkage
