// SPDX-License-Identifier: MIT
// The records of one block: which pairs of them dates of birth alone rule out.
//
// What: the test that rules out most pairs, over many records at once in vector instructions. It
// lets through what Scorer::score has to look at, and perhaps a few more; it never stops a pair
// that the scorer would keep. Thread safety: one object a thread. Cost: 1 to 2 ns a pair.
#pragma once

#include "mash/linkage/block.h"
#include "mash/linkage/score.h"

namespace mash::linkage {

class Screen {
 public:
  Screen(const Prepared& people, const Scorer& scorer, Weight floor);

  // The records to pair, and how many of them will be asked for.
  void take(std::span<const Blocks::Keyed> run);
  // Places in the run of those behind `left` that may be the same person.
  [[nodiscard]] std::span<const std::uint32_t> behind(std::size_t left);

 private:
  const Prepared& people_;
  bool dates_decide_;
  std::vector<Kind> kinds_;  // that speak even if dates differ
  std::size_t size_ = 0;
  std::vector<std::uint32_t> date_, year_, open_, stays_, places_;
};

}  // namespace mash::linkage
