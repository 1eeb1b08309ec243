// SPDX-License-Identifier: MIT
// Goal: what is sealed opens only whole, under its own key and with its own associated data.
#include <gtest/gtest.h>
#include <sodium.h>

#include "mash/crypto/crypto.h"

namespace mash::crypto {
namespace {

const Bytes k_plain = to_bytes("Robin Example, 12 Sample Street");
const Bytes k_associated = to_bytes("police|case|item|1");

TEST(Seal, opens_to_what_went_in) {
  SystemRandom random;
  const Key key = Key::make(random);
  for (const std::size_t size : {0U, 1U, 63U, 64U, 400U, 70'000U}) {
    const Bytes plain(size, 'x');
    const Bytes sealed = seal(key, plain, k_associated, random);
    EXPECT_EQ(sealed.size(), 1 + 24 + size + 16);
    EXPECT_EQ(open(key, sealed, k_associated), plain);
  }
}

TEST(Seal, the_same_text_twice_looks_different) {
  SystemRandom random;
  const Key key = Key::make(random);
  EXPECT_NE(seal(key, k_plain, {}, random), seal(key, k_plain, {}, random));
}

TEST(Seal, a_change_of_any_bit_is_refused) {
  SystemRandom random;
  const Key key = Key::make(random);
  const Bytes sealed = seal(key, k_plain, k_associated, random);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto opened = open(key, changed, k_associated);
    ASSERT_FALSE(opened) << "bit " << bit;
    EXPECT_EQ(opened.error().code, ErrorCode::internal);
  }
  for (std::size_t bit = 0; bit < k_associated.size() * 8; ++bit) {
    Bytes changed = k_associated;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_FALSE(open(key, sealed, changed)) << "bit " << bit;
  }
}

TEST(Seal, every_cut_and_an_added_byte_are_refused) {
  SystemRandom random;
  const Key key = Key::make(random);
  Bytes sealed = seal(key, k_plain, k_associated, random);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    ASSERT_FALSE(open(key, ByteView(sealed).first(size), k_associated)) << size;
  }
  sealed.push_back(0);
  EXPECT_FALSE(open(key, sealed, k_associated));
}

TEST(Seal, another_key_does_not_open_it) {
  SystemRandom random;
  const Bytes sealed = seal(Key::make(random), k_plain, {}, random);
  EXPECT_FALSE(open(Key::make(random), sealed, {}));
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1: our layout around the published ciphertext opens.
TEST(Seal, opens_the_published_vector) {
  const Key key =
      *Key::from(*from_hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
  const Bytes sealed = *from_hex(
      "01"
      "404142434445464748494a4b4c4d4e4f5051525354555657"
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
      "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
      "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
      "21f9664c97637da9768812f615c68b13b52e"
      "c0875924c1c7987947deafd8780acf49");
  const auto plain = open(key, sealed, *from_hex("50515253c0c1c2c3c4c5c6c7"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(to_text(*plain).substr(0, 27), "Ladies and Gentlemen of the");
}

TEST(Box, only_the_holder_opens_it) {
  SystemRandom random;
  const Key holder = Key::make(random);
  const Bytes sealed = box_seal(box_public_key(holder), k_plain, random);
  EXPECT_EQ(sealed.size(), 80 + 1 + 24 + k_plain.size() + 16);
  EXPECT_EQ(box_open(holder, sealed), k_plain);
  EXPECT_FALSE(box_open(Key::make(random), sealed));
}

// Whoever names such a key as theirs gets what nobody opens, and stops nothing.
TEST(Box, of_a_key_of_low_order_nobody_opens) {
  SystemRandom random;
  const PublicKey none{};
  const Bytes sealed = box_seal(none, k_plain, random);
  EXPECT_FALSE(box_open(Key::make(random), sealed));
}

TEST(Box, a_change_of_any_bit_and_any_cut_is_refused) {
  SystemRandom random;
  const Key holder = Key::make(random);
  const Bytes sealed = box_seal(box_public_key(holder), to_bytes("short"), random);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes changed = sealed;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_FALSE(box_open(holder, changed)) << "bit " << bit;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    ASSERT_FALSE(box_open(holder, ByteView(sealed).first(size))) << size;
  }
}

TEST(Box, its_first_80_bytes_are_a_libsodium_sealed_box) {
  SystemRandom random;
  const Key holder = Key::make(random);
  const PublicKey to = box_public_key(holder);
  const Bytes sealed = box_seal(to, k_plain, random);
  std::array<std::uint8_t, 32> content_key;
  ASSERT_EQ(
      crypto_box_seal_open(content_key.data(), sealed.data(), 80, to.data(), holder.bytes().data()),
      0);
}

}  // namespace
}  // namespace mash::crypto
