// SPDX-License-Identifier: MIT
// Goal: one encoding of each value is read, and nothing that is not whole, bounded and canonical.
#include "cbor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::passkey {
namespace {

Result<Cbor> read(const std::string& digits) {
  const Bytes bytes = *from_hex(digits);
  ByteView rest(bytes);
  auto out = read_cbor(rest);
  if (out && !rest.empty()) return invalid("cbor", "Something follows");
  return out;
}
std::string why(const std::string& digits) {
  const auto out = read(digits);
  return out ? "read" : out.error().message;
}

TEST(CborTest, reads_the_kinds_that_authenticators_write) {
  EXPECT_EQ(*read("00")->integer(), 0);
  EXPECT_EQ(*read("1818")->integer(), 24);
  EXPECT_EQ(*read("190100")->integer(), 256);
  EXPECT_EQ(*read("1A00010000")->integer(), 65536);
  EXPECT_EQ(*read("1B0000000100000000")->integer(), 4294967296);
  EXPECT_EQ(*read("26")->integer(), -7);
  EXPECT_EQ(*read("390100")->integer(), -257);
  EXPECT_EQ(*read("43010203")->bytes(), (Bytes{1, 2, 3}));
  EXPECT_EQ(*read("63C3A961")->text(),
            "\xC3\xA9"
            "a");
  EXPECT_TRUE(std::get<bool>(read("F5")->value));
  EXPECT_FALSE(std::get<bool>(read("F4")->value));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(read("F6")->value));
  EXPECT_EQ(std::get<Cbor::Array>(read("820102")->value).size(), 2U);
}

TEST(CborTest, finds_members_by_number_and_by_name) {
  const Cbor map = *read("A301022041FF616105");
  EXPECT_EQ(*map.at(1)->integer(), 2);
  EXPECT_EQ(*map.at(-1)->bytes(), Bytes{0xFF});
  EXPECT_EQ(*map.at("a")->integer(), 5);
  EXPECT_EQ(map.at(2), nullptr);
  EXPECT_EQ(map.at("b"), nullptr);
  EXPECT_EQ(read("01")->at(1), nullptr) << "no map";
}

TEST(CborTest, refuses_what_is_not_whole) {
  for (const char* digits : {"", "18", "1901", "43", "430102", "62C3", "82", "8201", "A1", "A101",
                             "5BFFFFFFFFFFFFFFFF", "9BFFFFFFFFFFFFFFFF", "BBFFFFFFFFFFFFFFFF"}) {
    EXPECT_EQ(why(digits), "Ends too early") << digits;
  }
  EXPECT_EQ(why("0000"), "Something follows");
}

TEST(CborTest, refuses_a_second_way_to_write_the_same) {
  for (const char* digits :
       {"1800", "1817", "190017", "1900FF", "1A0000FFFF", "1B00000000FFFFFFFF", "580101"}) {
    EXPECT_EQ(why(digits), "A number longer than it need be") << digits;
  }
  for (const char* digits : {"A202000100", "A201000100", "A220000100", "A2616200616100",
                             "A26161006161F6", "A262616100616200"}) {
    EXPECT_EQ(why(digits), "Keys out of order") << digits;
  }
  for (const char* digits : {"5F4101FF", "7F6161FF", "9F01FF", "BF0102FF"}) {
    EXPECT_EQ(why(digits), "A length that is not given beforehand") << digits;
  }
}

TEST(CborTest, refuses_other_kinds) {
  for (const char* digits : {"C001", "F7", "F818", "F93C00", "FA3F800000", "FB3FF0000000000000"}) {
    EXPECT_EQ(why(digits), "Of a kind that is not expected") << digits;
  }
  EXPECT_EQ(why("61FF"), "A text that is not UTF-8");
  EXPECT_EQ(why("1BFFFFFFFFFFFFFFFF"), "A number that is too large");
  EXPECT_EQ(why("3BFFFFFFFFFFFFFFFF"), "A number that is too large");
  EXPECT_EQ(*read("3B7FFFFFFFFFFFFFFF")->integer(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(why("A1410100"), "A key that is neither number nor text");
}

TEST(CborTest, depth_and_size_are_bounded) {
  EXPECT_EQ(why("81818101"), "read");
  EXPECT_EQ(why("8181818101"), "Nested too deeply");
  Bytes large(k_cbor_bytes, 0);
  large[0] = 0x59;  // bytes, of a length that follows in two bytes
  large[1] = static_cast<std::uint8_t>((k_cbor_bytes - 3) >> 8U);
  large[2] = static_cast<std::uint8_t>(k_cbor_bytes - 3);
  ByteView rest(large);
  EXPECT_TRUE(read_cbor(rest));
  large.push_back(0);
  rest = large;
  EXPECT_FALSE(read_cbor(rest));
}

}  // namespace
}  // namespace mash::passkey
