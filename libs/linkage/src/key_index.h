// SPDX-License-Identifier: MIT
// Which records have a key, in 6 bytes an entry.
//
// What: rows in the order of their keys, with 8 bits of each key, behind a directory of its first
// bits. What not: no keys (blocking.h). Three times in a hundred a row is listed whose key only
// begins like the one that was asked for: whoever asks compares the records anyway.
// Thread safety: const use from many threads. Cost: three reads of memory a key.
#pragma once

#include "blocking.h"

namespace mash::linkage {

class KeyIndex {
 public:
  KeyIndex() = default;
  // `sorted` by key, ascending.
  explicit KeyIndex(std::span<const Keyed> sorted);
  [[nodiscard]] std::span<const std::uint32_t> rows(std::uint32_t key) const;
  [[nodiscard]] std::size_t bytes() const {
    return begin_.size() * 4 + tags_.size() + rows_.size() * 4;
  }

 private:
  static constexpr unsigned k_tag_bits = 8;
  [[nodiscard]] std::uint8_t tag(std::uint32_t key) const {
    return static_cast<std::uint8_t>(key >> (shift_ - k_tag_bits));
  }
  unsigned shift_ = 31;  // what is left of a key is its place in the directory
  Large<std::uint32_t> begin_;
  Large<std::uint8_t> tags_;
  Large<std::uint32_t> rows_;
};

}  // namespace mash::linkage
