// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to what opens, verifies and reads what others made: sealed texts, boxes,
// signatures, stored passwords and certificates. Nothing of it opens.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/crypto/crypto.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash::crypto;
  static const Key k_key = *Key::from(mash::Bytes(32, 7));
  static const PublicKey k_public = SigningKey(k_key).public_key();
  if (size == 0) return 0;
  const mash::ByteView rest(data + 1, size - 1);
  const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
  switch (data[0] % 4) {
    case 0:
      MASH_ASSERT(!open(k_key, rest, {}));
      break;
    case 1:
      MASH_ASSERT(!box_open(k_key, rest));
      break;
    case 2:
      MASH_ASSERT(!verify(k_public, mash::as_bytes("message"), rest));
      break;
    default:
      static_cast<void>(certificate_fingerprint(text));
  }
  return 0;
}
