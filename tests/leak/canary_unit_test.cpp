// SPDX-License-Identifier: MIT
// Goal: the searcher finds a planted word in every encoding that it names, wherever it stands, and
// nothing where there is none.
#include <gtest/gtest.h>

#include "canary.h"
#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/support/test_app.h"

namespace mash::leak {
namespace {

std::string token(std::uint64_t seed) {
  support::SeededRandom random(seed);
  return new_id_text(random);
}

TEST(Canaries, every_encoding_is_found_in_the_middle_of_a_text) {
  const std::string word = token(1);
  Canaries canaries;
  canaries.plant("word", word);
  const auto ways = encodings(word);
  EXPECT_GE(ways.size(), 12U);
  for (const auto& [encoding, text] : ways) {
    for (const char* before : {"", "a", "ab", "abc"}) {
      EXPECT_FALSE(canaries.search(before + text + "behind").empty()) << encoding;
    }
  }
}

TEST(Canaries, base64_is_found_at_each_offset) {
  const std::string word = token(2);
  Canaries canaries;
  canaries.plant("word", word);
  for (const char* before : {"", "x", "xy", "xyz", "wxyz"}) {
    const std::string text = before + word + "and more";
    EXPECT_FALSE(canaries.search(base64(as_bytes(text))).empty()) << before;
  }
}

TEST(Canaries, a_word_in_pieces_is_found_by_its_trigrams) {
  const std::string word = token(3);
  Canaries canaries;
  canaries.plant("word", word);
  std::string pieces;
  for (std::size_t i = 0; i + 3 <= word.size(); ++i) pieces = word.substr(i, 3) + "\n" + pieces;
  const auto findings = canaries.search(pieces);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().encoding, "trigrams");
}

TEST(Canaries, each_word_is_told_apart_and_strangers_are_not_found) {
  Canaries canaries;
  for (std::uint64_t i = 10; i < 20; ++i) canaries.plant(std::to_string(i), token(i));
  EXPECT_TRUE(canaries.search("").empty());
  EXPECT_TRUE(canaries.search("ab").empty());
  std::string strangers;
  for (std::uint64_t i = 100; i < 1100; ++i) strangers += token(i) + " ";
  EXPECT_TRUE(canaries.search(strangers).empty()) << describe(canaries.search(strangers));
  const auto findings = canaries.search(strangers + token(12) + token(15));
  ASSERT_GE(findings.size(), 2U);
  EXPECT_EQ(findings[0].name, "12");
  EXPECT_EQ(findings[0].at, strangers.size());
  EXPECT_EQ(findings[1].name, "15");
}

}  // namespace
}  // namespace mash::leak
