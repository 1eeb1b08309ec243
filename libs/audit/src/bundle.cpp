// SPDX-License-Identifier: MIT
#include "bundle.h"

#include <cstring>

#include "mash/base/assert.h"

namespace mash::audit {

void add_to_bundle(Bytes& bundle, ByteView entry) {
  MASH_ASSERT(entry.size() <= k_longest_entry);
  bundle.push_back(static_cast<std::uint8_t>(entry.size() >> 8U));
  bundle.push_back(static_cast<std::uint8_t>(entry.size()));
  bundle.insert(bundle.end(), entry.begin(), entry.end());
}

Bundle parse_bundle(ByteView content) {
  Bundle out;
  while (content.size() >= 2) {
    const std::size_t size = std::size_t{content[0]} << 8U | content[1];
    if (content.size() - 2 < size) break;
    out.entries.push_back(content.subspan(2, size));
    content = content.subspan(2 + size);
  }
  out.whole = content.empty();
  return out;
}

Bytes tile_bytes(std::span<const Hash> hashes) {
  Bytes out(hashes.size() * sizeof(Hash));
  if (!out.empty()) std::memcpy(out.data(), hashes.data(), out.size());
  return out;
}

std::vector<Hash> parse_tile(ByteView content) {
  std::vector<Hash> out(content.size() / sizeof(Hash));
  if (!out.empty()) std::memcpy(out.data(), content.data(), out.size() * sizeof(Hash));
  return out;
}

}  // namespace mash::audit
