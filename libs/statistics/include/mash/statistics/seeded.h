// SPDX-License-Identifier: MIT
// Numbers of chance that are the same everywhere for one seed: for replicas and bootstraps, never
// for secrets. Standard distributions differ from library to library, so they are worked out here.
// Thread safety: one object a thread. Cost: some nanoseconds a number.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace mash::statistics {

// Source: splitmix64 (Steele, Lea and Flood 2014).
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

// Source: xoshiro256** (Blackman and Vigna 2021).
class Seeded {
 public:
  Seeded(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t x = mixed(seed) ^ mixed(~stream);
    for (auto& word : state_) word = x = mixed(x);
  }
  std::uint64_t next() {
    const auto out = std::rotl(state_[1] * 5, 7) * 9;
    const auto shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return out;
  }
  // In [0, 1).
  double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  // In [0, n), n below 2^32; its bias is below n in 2^64.
  std::size_t below(std::size_t n) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::size_t>((static_cast<Wide>(next()) * n) >> 64U);
  }
  // Arrivals until the mean is used up. Cost: linear in the mean.
  std::uint64_t poisson(double mean) {
    std::uint64_t n = 0;
    for (double t = -std::log1p(-unit()); t < mean; t -= std::log1p(-unit())) ++n;
    return n;
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace mash::statistics
