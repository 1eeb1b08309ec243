// SPDX-License-Identifier: MIT
#include "mash/crypto/random_from.h"

#include <string>

#include "start_sodium.h"

namespace mash::crypto {

static_assert(randombytes_SEEDBYTES == 32, "a key is a seed");

RandomFrom::RandomFrom(const Key& seed) : seed_(seed) {
  start_sodium();
}

void RandomFrom::fill(std::span<std::uint8_t> out) {
  const Key part = derive(seed_, "random from", std::to_string(calls_++));
  randombytes_buf_deterministic(out.data(), out.size(), part.bytes().data());
}

}  // namespace mash::crypto
