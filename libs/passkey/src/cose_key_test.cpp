// SPDX-License-Identifier: MIT
// Goal: only whole keys of the three kinds that are offered are taken, each written in one way.
#include "cose_key.h"

#include <gtest/gtest.h>

#include "mash/support/software_passkey.h"

namespace mash::passkey {
namespace {

using support::SoftwarePasskey;

bool taken(const Bytes& key) {
  return CoseKey::parse(key).has_value();
}

TEST(CoseKeyTest, each_kind_verifies_what_it_signed) {
  for (const auto algorithm : {Algorithm::es256, Algorithm::eddsa, Algorithm::rs256}) {
    const SoftwarePasskey device(algorithm);
    const Bytes message = to_bytes("a message");
    const auto key = CoseKey::parse(device.public_key());
    ASSERT_TRUE(key);
    EXPECT_EQ(key->algorithm(), algorithm);
    EXPECT_TRUE(key->verify(message, device.signature(message)));
    EXPECT_FALSE(key->verify(to_bytes("another"), device.signature(message)));
    EXPECT_FALSE(key->verify(message, {}));
  }
}

TEST(CoseKeyTest, a_point_has_to_lie_on_the_curve) {
  Bytes key = SoftwarePasskey(Algorithm::es256).public_key();
  ASSERT_TRUE(taken(key));
  key.back() ^= 1U;
  EXPECT_FALSE(taken(key));
  EXPECT_FALSE(taken(
      *from_hex("A5010203262001215820" + std::string(64, '0') + "225820" + std::string(64, '0'))));
}

TEST(CoseKeyTest, members_are_those_of_the_kind_and_no_others) {
  const std::string x = "215820" + std::string(64, '1');
  EXPECT_TRUE(taken(*from_hex("A4010103272006" + x)));
  EXPECT_FALSE(taken(*from_hex("A301010327" + x))) << "no curve";
  EXPECT_FALSE(taken(*from_hex("A4010103272001" + x))) << "another curve";
  EXPECT_FALSE(taken(*from_hex("A4010103262006" + x))) << "another algorithm";
  EXPECT_FALSE(taken(*from_hex("A4010203272006" + x))) << "another type";
  EXPECT_FALSE(taken(*from_hex("A40101032720062141FF"))) << "too short";
  EXPECT_FALSE(taken(*from_hex("A5010103272006" + x + "2200"))) << "one more";
  EXPECT_FALSE(taken(*from_hex("A4010103272006" + x + "00"))) << "something follows";
  EXPECT_FALSE(taken(*from_hex("01")));
}

TEST(CoseKeyTest, rsa_keys_are_long_enough_and_have_the_usual_exponent) {
  const auto rsa = [](std::size_t size, const std::string& first, const std::string& exponent) {
    const Bytes length{static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)};
    std::string modulus = first;
    while (modulus.size() < 2 * size) modulus += "B7";
    return *from_hex("A40103033901002059" + hex(length) + modulus + "21" + exponent);
  };
  EXPECT_TRUE(taken(rsa(256, "B7", "43010001")));
  EXPECT_TRUE(taken(rsa(512, "B7", "43010001")));
  EXPECT_FALSE(taken(rsa(256, "00", "43010001")));
  EXPECT_FALSE(taken(rsa(256, "7F", "43010001")));
  EXPECT_FALSE(taken(rsa(513, "B7", "43010001")));
  EXPECT_FALSE(taken(rsa(256, "B7", "4103")));
  EXPECT_FALSE(taken(rsa(256, "B7", "4400010001")));
  EXPECT_FALSE(taken(rsa(255, "B7", "43010001")));
}

}  // namespace
}  // namespace mash::passkey
