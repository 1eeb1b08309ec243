// SPDX-License-Identifier: MIT
#include "mash/linkage/recall.h"

#include <bit>

namespace mash::linkage {

double least_missed(std::size_t passes, std::uint64_t by_one, std::uint64_t by_two) {
  if (by_one == 0) return 0;
  const auto all = static_cast<double>(passes);
  const auto once = static_cast<double>(by_one);
  const auto twice = static_cast<double>(by_two);
  return (all - 1) / all * once * (once - 1) / (2 * (twice + 1));
}

BlockingRecall blocking_recall(const Blocks& blocks, std::span<const ScoredPair> pairs,
                               Weight threshold) {
  BlockingRecall out;
  out.passes.resize(blocks.passes().size());
  for (const auto& p : pairs) {
    if (p.score < threshold) continue;
    ++out.pairs;
    const auto finders = blocks.passes_of(p.a, p.b);
    const auto times = std::popcount(finders);
    if (times == 1) ++out.by_one;
    if (times == 2) ++out.by_two;
    for (auto left = finders; left != 0; left &= left - 1) {
      auto& pass = out.passes[static_cast<std::size_t>(std::countr_zero(left))];
      ++pass.found;
      if (times == 1) ++pass.alone;
    }
  }
  if (out.passes.size() > 1 && out.pairs > 0)
    out.missed = least_missed(out.passes.size(), out.by_one, out.by_two);
  return out;
}

}  // namespace mash::linkage
