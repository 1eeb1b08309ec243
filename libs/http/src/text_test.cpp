// SPDX-License-Identifier: MIT
// Goal: ASCII helpers accept exactly what HTTP allows.
#include "text.h"

#include <gtest/gtest.h>

namespace mash::http {
namespace {

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
  EXPECT_EQ(ascii_lower("Content-TYPE"), "content-type");
  EXPECT_TRUE(equals_ignoring_case("Host", "hOST"));
  EXPECT_FALSE(equals_ignoring_case("Host", "Hos"));
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim("  "), "");
}

}  // namespace
}  // namespace mash::http
