// SPDX-License-Identifier: MIT
// How many replicas there are, and which of them bound the middle 95 %.
#pragma once

#include <cstddef>

#include "mash/base/result.h"

namespace mash::statistics {

inline Result<bool> check_replicas(std::size_t replicas) {
  if (replicas >= 100 && replicas <= 1'000'000) return true;
  return invalid("replicas", "100 to 1,000,000 replicas; 999 are usual");
}

// So many of the sorted values lie outside on each side: rather one too few than one too many.
inline std::size_t outside_95(std::size_t values) {
  const std::size_t out = (values + 1) / 40;
  return out > 0 ? out - 1 : 0;
}

}  // namespace mash::statistics
