// SPDX-License-Identifier: MIT
#include "mash/exchange/word.h"

#include <gtest/gtest.h>

#include "hubs_for_tests.h"
#include "mash/base/id.h"

namespace mash::exchange {
namespace {

Word word_for_tests(Random& random) {
  Word word;
  word.id = new_id_text(random);
  word.from = "ashby";
  word.to = "barnfield";
  word.at = k_now;
  word.kind = "letter";
  word = sealed_to(crypto::box_public_key(box_key("barnfield")), word,
                   Sensitive("May we talk on Monday?"), random);
  return signed_by(signing_key("ashby"), word);
}

TEST(Word, reads_back_as_it_was_written_and_says_nothing_to_carriers) {
  SeededRandom random(1);
  const Word word = word_for_tests(random);
  const std::string text = encode(word);
  EXPECT_EQ(text.find("Monday"), std::string::npos);
  const auto back = decode(text);
  ASSERT_TRUE(back) << back.error().message;
  const auto* read = std::get_if<Word>(&*back);
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(encode(*read), text);
  EXPECT_TRUE(is_genuine(*read, signing_key("ashby").public_key()));
  const auto said = open(box_key("barnfield"), *read);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->reveal(), "May we talk on Monday?");
}

TEST(Word, opens_for_its_hub_alone) {
  SeededRandom random(2);
  EXPECT_FALSE(open(box_key("ashby"), word_for_tests(random)));
}

TEST(Word, no_byte_of_it_can_be_changed) {
  SeededRandom random(3);
  const std::string text = encode(word_for_tests(random));
  const auto key = signing_key("ashby").public_key();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto back = decode(changed);
    const auto* word = back ? std::get_if<Word>(&*back) : nullptr;
    EXPECT_FALSE(word != nullptr && is_genuine(*word, key)) << i;
  }
}

TEST(Word, what_was_said_cannot_be_put_into_another_envelope) {
  SeededRandom random(4);
  const Word word = word_for_tests(random);
  Word stolen = word;
  stolen.from = "cotley";
  stolen = signed_by(signing_key("cotley"), stolen);
  EXPECT_TRUE(is_genuine(stolen, signing_key("cotley").public_key()));
  EXPECT_FALSE(open(box_key("barnfield"), stolen));
  Word other = word;
  other.kind = "reply";
  EXPECT_FALSE(open(box_key("barnfield"), other));
}

TEST(Word, signing_anew_leaves_its_place_in_the_line) {
  SeededRandom random(5);
  const Word word = word_for_tests(random);
  EXPECT_EQ(hash_of(word), hash_of(signed_by(signing_key("another"), word)));
}

TEST(Word, what_is_of_another_version_is_told_apart_from_what_is_broken) {
  const auto later = decode("openmash word 2\nid 1\n");
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, ErrorCode::unsupported);
  const auto broken = decode("openmash word 1\nid 1\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::invalid_input);
  const auto large = decode(std::string(k_most_bytes + 1, 'a'));
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().code, ErrorCode::too_large);
}

TEST(Word, the_longest_fits) {
  SeededRandom random(6);
  Word word = word_for_tests(random);
  word = sealed_to(crypto::box_public_key(box_key("barnfield")), word,
                   Sensitive(std::string(k_most_said, 'a')), random);
  EXPECT_LE(encode(signed_by(signing_key("ashby"), word)).size(), k_most_bytes);
}

TEST(Receipt, reads_back_and_is_of_the_hub_that_signed_it) {
  const Receipt receipt = signed_by(
      signing_key("barnfield"),
      Receipt{
          .from = "barnfield", .to = "ashby", .line = 2, .number = 7, .wants = true, .at = k_now});
  const auto back = decode(encode(receipt));
  ASSERT_TRUE(back) << back.error().message;
  const auto* read = std::get_if<Receipt>(&*back);
  ASSERT_NE(read, nullptr);
  EXPECT_TRUE(read->wants);
  EXPECT_TRUE(is_genuine(*read, signing_key("barnfield").public_key()));
  EXPECT_FALSE(is_genuine(*read, signing_key("ashby").public_key()));
}

}  // namespace
}  // namespace mash::exchange
