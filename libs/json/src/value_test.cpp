// SPDX-License-Identifier: MIT
// Goal: what is encoded decodes to the same value, and what could be read two ways is refused.
#include "mash/json/value.h"

#include <gtest/gtest.h>

#include <bit>

#include "keys.h"

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

TEST(Json, numbers_come_back_to_the_last_bit) {
  std::uint64_t state = 1;
  for (int i = 0; i < 2000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const double d = std::bit_cast<double>((state >> 2U) | 0x2000000000000000ULL) * 1e-20;
    const Value v = Array{d, -d};
    EXPECT_EQ(*parse(encode(v)), v);
  }
  EXPECT_EQ(*parse("[9.675764070007449E-4, 1e-300, 5e-324]"),
            Value(Array{9.675764070007449E-4, 1e-300, 5e-324}));
}

TEST(Json, refuses_duplicates_rests_and_broken_text) {
  for (const char* text : {R"({"a":1,"a":2})", "{} {}", "", "{", "[1,]", "nul", "\"\xff\"",
                           R"({"a":{"b":1,"b":1}})"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
  EXPECT_FALSE(parse(std::string(40, '[') + std::string(40, ']')));
}

TEST(Json, a_number_that_no_double_holds_is_refused) {
  for (const char* text : {"2E2120", "1e309", "-1e309", R"({"a":[1,1e99999]})"}) {
    EXPECT_FALSE(parse(text)) << text;
  }
  EXPECT_EQ(parse("1e308"), Value(1e308));
  EXPECT_EQ(parse("1e-400"), Value(0.0));
}

// Keys that somebody picked to be slow: long ones that differ in the last letters, in any order.
std::vector<std::string> hostile_keys(std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(std::string(40, 'k') + std::to_string(i * 7919 % count));
  }
  return out;
}

TEST(Json, looking_for_duplicates_is_bounded) {
  for (const std::size_t count : {1'000U, 100'000U}) {
    const auto keys = hostile_keys(count);
    std::size_t comparisons = 0;
    const auto less = [&comparisons](std::string_view a, std::string_view b) {
      ++comparisons;
      return a < b;
    };
    EXPECT_FALSE(any_twice({keys.begin(), keys.end()}, less));
    EXPECT_GT(comparisons, count);
    EXPECT_LT(comparisons, count * 4 * static_cast<std::size_t>(std::bit_width(count)));
  }
}

TEST(Json, a_large_object_is_read_and_its_duplicate_is_found_wherever_it_stands) {
  Value object = Object{};
  for (auto& key : hostile_keys(10'000)) object.as_object()->emplace_back(std::move(key), 1);
  EXPECT_EQ(*parse(encode(object)), object);
  auto& members = *object.as_object();
  for (const std::size_t place : {std::size_t{1}, members.size() / 2, members.size() - 1}) {
    const auto kept = std::exchange(members[place].first, members.front().first);
    EXPECT_EQ(parse(encode(object)).error().message, "The same member twice in one object");
    members[place].first = kept;
  }
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
