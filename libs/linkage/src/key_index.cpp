// SPDX-License-Identifier: MIT
#include "key_index.h"

#include <bit>

namespace mash::linkage {

KeyIndex::KeyIndex(std::span<const Keyed> sorted) {
  if (sorted.empty()) return;
  // Four to eight entries a place of the directory.
  const auto bits = std::clamp(static_cast<int>(std::bit_width(sorted.size())) - 3, 1, 24);
  shift_ = 32 - static_cast<unsigned>(bits);
  begin_.assign((std::size_t{1} << static_cast<unsigned>(bits)) + 1, 0);
  tags_.resize(sorted.size());
  rows_.resize(sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    ++begin_[(sorted[i].key >> shift_) + 1];
    tags_[i] = tag(sorted[i].key);
    rows_[i] = sorted[i].row;
  }
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
}

std::span<const std::uint32_t> KeyIndex::rows(std::uint32_t key) const {
  if (rows_.empty()) return {};
  const auto* const at = begin_.data() + (key >> shift_);
  const auto [from, to] = std::equal_range(tags_.data() + at[0], tags_.data() + at[1], tag(key));
  return {rows_.data() + (from - tags_.data()), rows_.data() + (to - tags_.data())};
}

}  // namespace mash::linkage
