// SPDX-License-Identifier: MIT
// Goal: signatures, passwords, one-time codes and certificates do what their standards say.
#include <gtest/gtest.h>

#include "mash/crypto/crypto.h"

namespace mash::crypto {
namespace {

struct SignatureVector {
  std::string seed;
  std::string public_key;
  std::string message;
  std::string signature;
};

// RFC 8032 section 7.1, tests 1 to 3.
const std::vector<SignatureVector> k_signatures = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Ed25519, agrees_with_rfc_8032) {
  for (const SignatureVector& vector : k_signatures) {
    const SigningKey key(*Key::from(*from_hex(vector.seed)));
    const Bytes message = *from_hex(vector.message);
    EXPECT_EQ(hex(key.public_key()), vector.public_key);
    EXPECT_EQ(hex(key.sign(message)), vector.signature);
    EXPECT_TRUE(verify(key.public_key(), message, *from_hex(vector.signature)));
  }
}

TEST(Ed25519, refuses_any_changed_bit_and_a_cut_signature) {
  const SigningKey key(*Key::from(Bytes(32, 3)));
  const Bytes message = to_bytes("released");
  const Signature signature = key.sign(message);
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    Signature changed = signature;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_FALSE(verify(key.public_key(), message, changed)) << "bit " << bit;
  }
  for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
    Bytes changed = message;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    ASSERT_FALSE(verify(key.public_key(), changed, signature)) << "bit " << bit;
  }
  EXPECT_FALSE(verify(key.public_key(), message, ByteView(signature).first(63)));
  EXPECT_FALSE(verify(SigningKey(*Key::from(Bytes(32, 4))).public_key(), message, signature));
}

TEST(Password, round_trips_and_refuses_another) {
  const std::string encoded = hash_password("correct horse battery staple");
  EXPECT_EQ(encoded.substr(0, 31), "$argon2id$v=19$m=65536,t=2,p=1$");
  EXPECT_TRUE(verify_password(encoded, "correct horse battery staple"));
  EXPECT_FALSE(verify_password(encoded, "correct horse battery stapler"));
  EXPECT_NE(encoded, hash_password("correct horse battery staple")) << "each has its own salt";
}

TEST(Password, what_is_not_an_encoded_password_matches_nothing) {
  for (const char* encoded : {"", "plain", "$argon2id$", "$argon2id$v=19$m=65536,t=2,p=1$AAAA"}) {
    EXPECT_FALSE(verify_password(encoded, "")) << encoded;
  }
}

// RFC 6238 appendix B, SHA-1 rows, last six of the eight digits printed there.
TEST(Totp, agrees_with_rfc_6238) {
  const std::vector<std::pair<std::int64_t, std::string>> rows = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : rows) {
    EXPECT_EQ(totp(as_bytes("12345678901234567890"), UtcTime{seconds * 1'000'000}), code);
  }
}

TEST(Totp, accepts_one_step_either_side_and_no_more) {
  const Bytes secret = to_bytes("12345678901234567890");
  const UtcTime now{1'234'567'890'000'000};
  const std::int64_t step = 1'234'567'890 / 30;
  for (std::int64_t away = -3; away <= 3; ++away) {
    const std::string code = totp(secret, now + Duration::seconds(30 * away));
    const auto matched = verify_totp(secret, code, now, 0);
    EXPECT_EQ(matched.has_value(), away >= -1 && away <= 1) << away;
    if (matched) EXPECT_EQ(*matched, step + away);
  }
}

TEST(Totp, a_code_is_good_once) {
  const Bytes secret = to_bytes("12345678901234567890");
  const UtcTime now{1'234'567'890'000'000};
  const auto step = verify_totp(secret, totp(secret, now), now, 0);
  ASSERT_TRUE(step);
  const auto again = verify_totp(secret, totp(secret, now), now, *step);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::unauthenticated);
  EXPECT_FALSE(verify_totp(secret, totp(secret, now - Duration::seconds(30)), now, *step));
}

TEST(Totp, refuses_what_is_not_six_digits) {
  const UtcTime now{1'234'567'890'000'000};
  for (const char* code : {"", "5924", "0059240", "00592x"}) {
    EXPECT_FALSE(verify_totp(as_bytes("12345678901234567890"), code, now, 0)) << code;
  }
}

TEST(Base32, agrees_with_rfc_4648_without_padding) {
  const std::vector<std::pair<std::string, std::string>> rows = {{"", ""},
                                                                 {"f", "MY"},
                                                                 {"fo", "MZXQ"},
                                                                 {"foo", "MZXW6"},
                                                                 {"foob", "MZXW6YQ"},
                                                                 {"fooba", "MZXW6YTB"},
                                                                 {"foobar", "MZXW6YTBOI"}};
  for (const auto& [text, code] : rows) EXPECT_EQ(base32(as_bytes(text)), code);
}

}  // namespace
}  // namespace mash::crypto
