// SPDX-License-Identifier: MIT
// A key from what a person types (Argon2id, RFC 9106). What not: passwords for signing in, which
// need no key (crypto.h).
// Errors: invalid_input for a cost outside the limits; no memory throws. Thread safety: any thread.
// Cost: `memory_kib` of memory, about 0.1 s for each pass over 64 MiB: run one at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "mash/base/bytes.h"
#include "mash/base/result.h"
#include "mash/crypto/crypto.h"

namespace mash::crypto {

// Stored beside what the key seals, so that newer keys may cost more. Less than 64 MiB is refused:
// who could write the file could otherwise make the next passphrase cheap to guess.
struct PassphraseCost {
  std::int64_t memory_kib = 256 * 1024;
  std::int64_t passes = 3;
};
inline constexpr std::size_t k_passphrase_salt = 16;  // bytes

Result<Key> key_from_passphrase(std::string_view passphrase, ByteView salt,
                                const PassphraseCost& cost);

}  // namespace mash::crypto
