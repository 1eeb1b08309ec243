// SPDX-License-Identifier: MIT
// From scored pairs to people.
//
// What: clusters in which the evidence for all pairs together, not a chain of single links, holds;
// constraints are kept, what people answered above all; optionally at most one record of each
// source in a cluster. Two that were joined the last time speak for it from a lower score.
// What not: no scores of its own: pairs that blocking did not give are asked for.
// Deterministic: ties are broken by the records' ids, so the order of input does not matter.
// Thread safety: pure. Cost: near linear in the pairs; cubic in the size of a component up to
// `largest_component`, above which only the strongest links join (and what people answered).
// Source: Keuper et al. 2015 (greedy additive edge contraction) for correlation clustering.
#pragma once

#include <functional>
#include <span>

#include "mash/linkage/block.h"
#include "mash/linkage/score.h"
#include "mash/linkage/settled.h"

namespace mash::linkage {

struct ScoredPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  Weight score = 0;
};

struct ClusterOptions {
  Weight threshold = 0;         // a pair at or above it speaks for joining
  Weight split = 0;             // the same for two that were joined the last time
  bool one_per_source = false;  // records of one source are never the same
  std::size_t largest_component = 200;
  unsigned threads = 1;
};

// How the clustering sees the records. All functions are pure and cheap.
struct ClusterInput {
  std::uint32_t rows = 0;
  std::function<Weight(std::uint32_t, std::uint32_t)> score;  // of any pair
  std::function<bool(std::uint32_t, std::uint32_t)> cannot_be_same;
  std::function<std::uint64_t(std::uint32_t)> order;  // to break ties
  std::function<std::uint16_t(std::uint32_t)> source;
  Settled settled;
};

// Per record: the row that names its cluster, the member that comes first by order.
std::vector<std::uint32_t> cluster(std::span<const ScoredPair> pairs, const ClusterInput& input,
                                   const ClusterOptions& options);

}  // namespace mash::linkage
