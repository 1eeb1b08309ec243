// SPDX-License-Identifier: MIT
#pragma once

#include <sodium.h>

#include <stdexcept>

namespace mash::crypto {

// Called first by every function that reaches libsodium's generator or its fast implementations.
// Cost after the first call: one load and one branch.
inline void start_sodium() {
  static const bool started = sodium_init() >= 0;
  if (!started) throw std::runtime_error("libsodium does not start: no source of random bytes");
}

}  // namespace mash::crypto
