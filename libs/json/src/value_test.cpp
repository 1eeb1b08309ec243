// SPDX-License-Identifier: MIT
// Goal: what is encoded decodes to the same value, and what could be read two ways is refused.
#include "mash/json/value.h"

#include <gtest/gtest.h>

namespace mash::json {
namespace {

TEST(Json, decodes_what_it_encodes) {
  const Value v = Object{{"name", "Zoë \"Z\"\n"},
                         {"n", -5},
                         {"d", 1.5},
                         {"none", nullptr},
                         {"list", Array{true, false, Object{{"x", ""}}}},
                         {"empty", Array{}}};
  EXPECT_EQ(*parse(encode(v)), v);
  EXPECT_EQ(*parse(encode_pretty(v)), v);
}

TEST(Json, refuses_duplicates_rests_and_broken_text) {
  for (const char* text : {R"({"a":1,"a":2})", "{} {}", "", "{", "[1,]", "nul", "\"\xff\"",
                           R"({"a":{"b":1,"b":1}})"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
  EXPECT_FALSE(parse(std::string(40, '[') + std::string(40, ']')));
}

TEST(Json, members_are_found_and_set) {
  Value v;
  v.set("a", 1);
  v.set("a", "two");
  EXPECT_EQ(v.text("a"), "two");
  EXPECT_EQ(v.number("a", 7), 7);
  EXPECT_TRUE(v["nothing"].is_null());
}

}  // namespace
}  // namespace mash::json
