// SPDX-License-Identifier: MIT
// Goal: ASCII and UTF-8 helpers accept exactly what HTTP and RFC 3629 allow.
#include "text.h"

#include <gtest/gtest.h>

namespace mash::http {
namespace {

TEST(Text, Utf8AcceptsEveryLength) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
}

TEST(Text, Utf8RefusesWhatRfc3629Forbids) {
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xC3(", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Text, PercentDecoding) {
  EXPECT_EQ(percent_decode("a%20b%2Fc%c3%a9+", false), "a b/c\xC3\xA9+");
  EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
  for (const char* bad : {"%", "%1", "a%g0", "%0x", "%%20"}) {
    EXPECT_FALSE(percent_decode(bad, false).has_value()) << bad;
  }
}

TEST(Text, TakeUntilLeavesTheRest) {
  std::string_view rest = "a;;b";
  EXPECT_EQ(take_until(rest, ';'), "a");
  EXPECT_EQ(take_until(rest, ';'), "");
  EXPECT_EQ(take_until(rest, ';'), "b");
  EXPECT_TRUE(rest.empty());
}

TEST(Text, CaseAndSpaces) {
  EXPECT_EQ(lower("Content-TYPE"), "content-type");
  EXPECT_TRUE(equals_ignoring_case("Host", "hOST"));
  EXPECT_FALSE(equals_ignoring_case("Host", "Hos"));
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim("  "), "");
}

}  // namespace
}  // namespace mash::http
