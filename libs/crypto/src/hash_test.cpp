// SPDX-License-Identifier: MIT
// Goal: hashes, keys and sub-keys agree with the published vectors.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "mash/crypto/crypto.h"

namespace mash::crypto {
namespace {

TEST(Sha256, agrees_with_fips_180_4) {
  EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256(Bytes(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, of_two_parts_is_that_of_the_whole) {
  EXPECT_EQ(sha256(as_bytes("ab"), as_bytes("c")), sha256(as_bytes("abc")));
  EXPECT_EQ(sha256({}, as_bytes("abc")), sha256(as_bytes("abc")));
}

struct HmacVector {
  Bytes key;
  Bytes data;
  std::string mac;
};

TEST(HmacSha256, agrees_with_rfc_4231) {
  const std::vector<HmacVector> vectors = {
      {Bytes(20, 0x0b), to_bytes("Hi There"),
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {to_bytes("Jefe"), to_bytes("what do ya want for nothing?"),
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {Bytes(20, 0xaa), Bytes(50, 0xdd),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {Bytes(131, 0xaa), to_bytes("Test Using Larger Than Block-Size Key - Hash Key First"),
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const HmacVector& vector : vectors) {
    EXPECT_EQ(hex(hmac_sha256(vector.key, vector.data)), vector.mac);
  }
}

TEST(ConstantTime, tells_equal_from_different_and_from_longer) {
  EXPECT_TRUE(equal_in_constant_time(as_bytes("same"), as_bytes("same")));
  EXPECT_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("sane")));
  EXPECT_FALSE(equal_in_constant_time(as_bytes("same"), as_bytes("same.")));
  EXPECT_TRUE(equal_in_constant_time({}, {}));
}

TEST(Key, takes_exactly_32_bytes) {
  EXPECT_TRUE(Key::from(Bytes(32, 7)));
  EXPECT_FALSE(Key::from(Bytes(31, 7)));
  EXPECT_FALSE(Key::from(Bytes(33, 7)));
}

TEST(LockedKey, is_the_same_key_for_as_long_as_a_copy_lives) {
  SystemRandom random;
  const Key key = Key::make(random);
  std::vector<LockedKey> copies;
  {
    const LockedKey first(key);
    copies.assign(3, first);
  }
  EXPECT_TRUE(std::ranges::equal(copies.back().get().bytes(), key.bytes()));
}

// Under a sanitizer mlock locks nothing: it answers the call itself.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
std::int64_t locked_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmLck:")) return std::stoll(line.substr(6));
  }
  return -1;
}

TEST(LockedKey, lies_in_locked_pages_until_the_last_copy_goes) {
  SystemRandom random;
  const auto before = locked_kilobytes();
  {
    std::vector<LockedKey> copies;
    {
      const LockedKey first(Key::make(random));
      copies.assign(3, first);
    }
    EXPECT_GT(locked_kilobytes(), before);
  }
  EXPECT_EQ(locked_kilobytes(), before);
}
#endif

TEST(Key, two_fresh_ones_differ) {
  SystemRandom random;
  EXPECT_NE(hex(Key::make(random).bytes()), hex(Key::make(random).bytes()));
}

// Expected values from Python's hashlib.blake2b(data, key=bytes(range(32)), digest_size=32).
TEST(Derive, is_keyed_blake2b_of_context_zero_id) {
  Bytes raw(32);
  for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = static_cast<std::uint8_t>(i);
  const Key key = *Key::from(raw);
  EXPECT_EQ(hex(derive(key, "item", "42").bytes()),
            "f05af2a15241b750f2764f907bd1f9164ee32f9f399c6620079da553aad95252");
  EXPECT_EQ(hex(derive(key, "", "").bytes()),
            "41ff93a4eaeebd3b78a93438a6f62a92ab5959c859e682b72c7def406197ca4d");
}

TEST(Derive, the_border_between_context_and_id_matters) {
  const Key key = *Key::from(Bytes(32, 9));
  EXPECT_NE(hex(derive(key, "ab", "c").bytes()), hex(derive(key, "a", "bc").bytes()));
}

}  // namespace
}  // namespace mash::crypto
