// SPDX-License-Identifier: MIT
// The two kinds of file as bytes: a bundle holds entries, each behind a big-endian 16-bit length;
// a tile holds hashes and nothing else.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mash/audit/merkle.h"
#include "mash/base/bytes.h"

namespace mash::audit {

constexpr std::size_t k_longest_entry = 65'535;

void add_to_bundle(Bytes& bundle, ByteView entry);

struct Bundle {
  std::vector<ByteView> entries;  // views into the bytes that were parsed
  bool whole = true;              // false: what follows the last entry is not an entry
};
Bundle parse_bundle(ByteView content);

Bytes tile_bytes(std::span<const Hash> hashes);
// The hashes that are there in full.
std::vector<Hash> parse_tile(ByteView content);

}  // namespace mash::audit
