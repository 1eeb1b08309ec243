// SPDX-License-Identifier: MIT
#include "random.h"

#include <algorithm>

namespace mash::scan {

Alias::Alias(std::span<const double> weights) : keep_(weights.size(), 1), other_(weights.size()) {
  double total = 0;
  for (const double w : weights) total += w;
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    keep_[i] = weights[i] / total * static_cast<double>(weights.size());
    other_[i] = static_cast<std::uint32_t>(i);
    (keep_[i] < 1 ? small : large).push_back(static_cast<std::uint32_t>(i));
  }
  while (!small.empty() && !large.empty()) {
    const auto little = small.back();
    const auto much = large.back();
    small.pop_back();
    other_[little] = much;
    keep_[much] -= 1 - keep_[little];
    if (keep_[much] >= 1) continue;
    large.pop_back();
    small.push_back(much);
  }
  // What rounding leaves over is whole; what has no weight gives way to the heaviest.
  for (const auto i : large) keep_[i] = 1;
  const auto heaviest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  for (const auto i : small) {
    if (weights[i] > 0) keep_[i] = 1;
    if (weights[i] <= 0) other_[i] = static_cast<std::uint32_t>(heaviest);
  }
}

}  // namespace mash::scan
