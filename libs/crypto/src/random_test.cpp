// SPDX-License-Identifier: MIT
// Goal: what cannot be guessed stays so while many threads ask for it at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <thread>
#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/crypto/random_from.h"

namespace mash::crypto {
namespace {

using Draw = std::array<std::uint8_t, 16>;

TEST(SystemRandom, gives_nothing_twice_while_many_ask_at_once) {
  constexpr std::size_t k_threads = 16;
  constexpr std::size_t k_each = 20'000;
  std::vector<Draw> draws(k_threads * k_each);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < k_threads; ++t) {
    threads.emplace_back([&draws, t] {
      SystemRandom random;
      for (std::size_t i = 0; i < k_each; ++i) random.fill(draws[t * k_each + i]);
    });
  }
  for (auto& thread : threads) thread.join();

  // Of 40,960,000 fair bits half are set: six standard deviations of 3,200 are missed once in a
  // thousand million runs.
  std::int64_t set = 0;
  for (const Draw& draw : draws) {
    for (const std::uint8_t byte : draw) set += std::popcount(byte);
  }
  const auto bits = static_cast<std::int64_t>(draws.size() * 8 * sizeof(Draw));
  EXPECT_EQ(bits, 40'960'000);
  EXPECT_LT(std::abs(set - bits / 2), 6 * 3'200);
  std::ranges::sort(draws);
  EXPECT_EQ(std::ranges::adjacent_find(draws), draws.end());
}

TEST(RandomFrom, gives_the_same_again_from_its_seed_and_nothing_twice) {
  const Bytes one(32, 1);
  const Bytes two(32, 2);
  const auto draws = [](const Bytes& seed) {
    RandomFrom random(*Key::from(seed));
    std::vector<Draw> out(1'000);
    for (Draw& d : out) random.fill(d);
    return out;
  };
  const auto first = draws(one);
  EXPECT_EQ(first, draws(one));
  auto all = draws(two);
  all.insert(all.end(), first.begin(), first.end());
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

}  // namespace
}  // namespace mash::crypto
