// SPDX-License-Identifier: MIT
#include "mash/linkage/calibrate.h"

#include <algorithm>
#include <string>

namespace mash::linkage {

namespace {

// Labels next to each other that share a probability.
struct Pool {
  Weight first = 0;
  Weight last = 0;
  std::uint64_t labels = 0;
  std::uint64_t matches = 0;
  // Is the share of matches at least that of the pool behind? Then the two are one.
  [[nodiscard]] bool reaches(const Pool& behind) const {
    return matches * behind.labels >= behind.matches * labels;
  }
};

std::vector<Pool> pooled(const std::vector<Label>& ascending) {
  std::vector<Pool> pools;
  for (const auto& label : ascending) {
    const std::uint64_t match = label.match ? 1 : 0;
    if (!pools.empty() && pools.back().last == label.score && pools.back().first == label.score) {
      ++pools.back().labels;
      pools.back().matches += match;
    } else {
      pools.push_back({label.score, label.score, 1, match});
    }
  }
  std::vector<Pool> out;
  for (auto pool : pools) {
    while (!out.empty() && out.back().reaches(pool)) {
      pool.first = out.back().first;
      pool.labels += out.back().labels;
      pool.matches += out.back().matches;
      out.pop_back();
    }
    out.push_back(pool);
  }
  return out;
}

}  // namespace

Result<bool> enough_labels(std::size_t matches, std::size_t others) {
  if (matches + others < k_least_labels || std::min(matches, others) < k_least_of_a_kind) {
    return invalid("labels", "too few labels: " + std::to_string(matches) + " matches and " +
                                 std::to_string(others) + " others; label at least " +
                                 std::to_string(k_least_labels) + " pairs, " +
                                 std::to_string(k_least_of_a_kind) + " or more of each kind");
  }
  return true;
}

Result<Calibration> calibrate(std::vector<Label> labels) {
  const auto matches = static_cast<std::size_t>(
      std::count_if(labels.begin(), labels.end(), [](const Label& l) { return l.match; }));
  MASH_TRY_DO(enough_labels(matches, labels.size() - matches));
  std::sort(labels.begin(), labels.end(),
            [](const Label& x, const Label& y) { return x.score < y.score; });
  const double least = 1 / static_cast<double>(labels.size() + 2);
  Calibration out;
  for (const auto& pool : pooled(labels)) {
    const double share = static_cast<double>(pool.matches) / static_cast<double>(pool.labels);
    const double p = std::clamp(share, least, 1 - least);
    out.push_back({pool.first, p});
    if (pool.last != pool.first) out.push_back({pool.last, p});
  }
  return out;
}

}  // namespace mash::linkage
