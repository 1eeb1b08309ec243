// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mash/statistics/seeded.h"

namespace mash::scan {

using Random = statistics::Seeded;
using statistics::mixed;

// Draws cells with chances in proportion to their weights. Source: Walker's alias method, 1977.
class Alias {
 public:
  explicit Alias(std::span<const double> weights);
  std::size_t draw(Random& random) const {
    const auto at = random.below(keep_.size());
    return random.unit() < keep_[at] ? at : other_[at];
  }

 private:
  std::vector<double> keep_;
  std::vector<std::uint32_t> other_;
};

}  // namespace mash::scan
