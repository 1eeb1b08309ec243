// SPDX-License-Identifier: MIT
#include "mash/http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>

#include "mash/base/assert.h"

namespace mash::http {
namespace {

constexpr std::array<std::uint8_t, 12> k_mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

Bytes leading(std::uint8_t kind, ByteView address, int bits) {
  MASH_ASSERT(bits >= 0 && static_cast<std::size_t>(bits) <= address.size() * 8);
  Bytes out = {kind};
  for (const std::uint8_t byte : address) {
    const int here = std::clamp(bits, 0, 8);
    out.push_back(static_cast<std::uint8_t>(byte & (0xFF00U >> static_cast<unsigned>(here))));
    bits -= here;
  }
  return out;
}

}  // namespace

Bytes network_of(std::string_view address, NetworkBits bits) {
  const std::string text(address);
  std::array<std::uint8_t, 16> raw{};
  if (::inet_pton(AF_INET, text.c_str(), raw.data()) == 1) {
    return leading(4, ByteView(raw).first(4), bits.ipv4);
  }
  if (::inet_pton(AF_INET6, text.c_str(), raw.data()) != 1) return {};
  const ByteView all(raw);
  if (std::ranges::equal(all.first(k_mapped.size()), k_mapped)) {
    return leading(4, all.subspan(k_mapped.size()), bits.ipv4);
  }
  return leading(6, all, bits.ipv6);
}

}  // namespace mash::http
