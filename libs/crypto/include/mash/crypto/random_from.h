// SPDX-License-Identifier: MIT
// Random bytes that follow from a secret: whoever has the seed makes the same again, nobody else
// tells them from random ones.
//
// What: the same calls in the same order give the same bytes, in any process.
// What not: for keys that must not be made again, which are crypto.h's SystemRandom's.
// Thread safety: calls may be concurrent; which of them gets which bytes is then not fixed.
// Cost: 1 us and 1 ns a byte. Source: libsodium, randombytes_buf_deterministic (ChaCha20).
#pragma once

#include <atomic>

#include "mash/crypto/crypto.h"

namespace mash::crypto {

class RandomFrom final : public Random {
 public:
  explicit RandomFrom(const Key& seed);
  void fill(std::span<std::uint8_t> out) override;

 private:
  Key seed_;
  std::atomic<std::uint64_t> calls_ = 0;
};

}  // namespace mash::crypto
