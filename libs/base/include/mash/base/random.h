// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

namespace mash {

// Source of random bytes, passed in. The system's own lives in libs/crypto; tests use a seeded one.
// Thread safety: implementations must allow concurrent calls.
class Random {
 public:
  Random() = default;
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

}  // namespace mash
