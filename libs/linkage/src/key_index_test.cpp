// SPDX-License-Identifier: MIT
// Goal: an index gives all rows of a key, few others, and takes few bytes.
#include "key_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace mash::linkage {
namespace {

TEST(KeyIndex, GivesAllRowsOfAKeyAndFewOthers) {
  std::mt19937 random(20261101);
  for (const std::uint32_t entries : {1U, 5U, 1000U, 200'000U}) {
    std::multimap<std::uint32_t, std::uint32_t> wanted;
    for (std::uint32_t row = 0; row < entries; ++row) {
      // Some keys have many rows, most have one.
      const auto key =
          static_cast<std::uint32_t>(row % 10 == 0 ? random() % 50 * 77'777'777 : random());
      wanted.emplace(key, row);
    }
    std::vector<Keyed> sorted;
    for (const auto& [key, row] : wanted) sorted.push_back({key, row});
    const KeyIndex index(sorted);
    std::size_t strangers = 0;
    for (auto at = wanted.begin(); at != wanted.end(); at = wanted.upper_bound(at->first)) {
      const auto found = index.rows(at->first);
      const auto [from, to] = wanted.equal_range(at->first);
      for (auto w = from; w != to; ++w)
        ASSERT_NE(std::find(found.begin(), found.end(), w->second), found.end());
      strangers += found.size() - static_cast<std::size_t>(std::distance(from, to));
    }
    EXPECT_LE(strangers, entries / 20);
    EXPECT_LE(index.bytes(), 6 * entries + 16);
  }
}

TEST(KeyIndex, AnEmptyOneHasNoRows) {
  EXPECT_TRUE(KeyIndex().rows(7).empty());
  EXPECT_TRUE(KeyIndex(std::span<const Keyed>()).rows(7).empty());
}

}  // namespace
}  // namespace mash::linkage
