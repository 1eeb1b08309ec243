// SPDX-License-Identifier: MIT
// Goal: the same child is pointed to however spelt, another is not called the same, and what a hub
// gives to others tells nobody who is in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "mash/linkage/table.h"
#include "mash/pointer/filter.h"
#include "mash/pointer/register.h"

namespace mash::pointer {
namespace {

Normal child(Details details) {
  return normal(details, linkage::fold_latin);
}

const Details k_amira = {.given_names = "Amira Noor",
                         .surname = "Haddad-Khan",
                         .birth = "2015-04-03",
                         .nhs_number = "999 000 0018",
                         .postcodes = {"N1 5AA"}};

// As good as a keyed function for what is tested here: equal texts, equal tags.
Tag tag_of(const Token& token) {
  Tag out{};
  const std::uint64_t first = linkage::stable_hash(token.text);
  const std::uint64_t second = linkage::stable_hash(token.text + "/");
  std::memcpy(out.data(), &first, sizeof first);
  std::memcpy(out.data() + sizeof first, &second, sizeof second);
  return out;
}

std::vector<Tag> tags_of(const std::vector<Token>& tokens) {
  std::vector<Tag> out;
  for (const auto& t : tokens) out.push_back(tag_of(t));
  return out;
}

// Amira among a thousand made-up others.
Register crowd() {
  Register out;
  out.add(0, child(k_amira));
  for (Child i = 1; i <= 1'000; ++i) {
    out.add(
        i, child({.given_names = "Given" + std::string(1 + i % 7, static_cast<char>('a' + i % 26)),
                  .surname = "Family" + std::string(1, static_cast<char>('a' + i % 23)) +
                             std::string(1, static_cast<char>('a' + i / 23 % 23)),
                  .birth = std::to_string(2008 + i % 17) + "-0" + std::to_string(1 + i % 9) + "-1" +
                           std::to_string(i % 10),
                  .postcodes = {"N" + std::to_string(1 + i % 20) + " " + std::to_string(i % 9) +
                                "AB"}}));
  }
  out.close(tag_of);
  return out;
}

// The child that is pointed to, and by how many bits; none: nobody.
Pointed strongest(const Register& reg, const Details& details) {
  const Normal asked = child(details);
  const auto found = reg.answer(tags_of(tokens_to_ask(asked, 24)), known_fields(asked));
  return found.empty() ? Pointed{.child = 9'999} : found.front();
}

constexpr double k_strong = 30;

TEST(Tokens, one_child_written_twice_shares_some) {
  const auto entered = tokens_to_enter(child(k_amira));
  const std::vector<Details> spelt = {
      {.given_names = "Ameera", .surname = "Hadad", .birth = "3 April 2015"},
      {.given_names = "Noor", .surname = "Khan", .birth = "03/04/2015"},
      {.given_names = "Haddad", .surname = "Amira", .birth = "2015-04-03"},
      {.given_names = "Amira", .surname = "Smith", .birth = "2015-03-04"},
      {.nhs_number = "9990000018"},
  };
  for (const auto& details : spelt) {
    const auto asked = tokens_to_ask(child(details), 24);
    EXPECT_TRUE(std::ranges::any_of(asked, [&](const Token& t) {
      return std::ranges::find(entered, t) != entered.end();
    })) << details.given_names;
  }
}

TEST(Tokens, say_what_two_have_in_common_and_hold_no_unknown_value) {
  const auto tokens = tokens_to_enter(child({.given_names = "Amira", .surname = "Haddad"}));
  EXPECT_TRUE(tokens.empty());  // names alone are too many people's
  for (const auto& t : tokens_to_enter(child(k_amira))) {
    EXPECT_NE(t.fields, 0);
    EXPECT_TRUE(t.text.starts_with("pointer 1|")) << t.text;
  }
  // 1 January stands where nobody knew the day.
  for (const auto& t : tokens_to_enter(
           child({.given_names = "Amira", .surname = "Haddad", .birth = "2015-01-01"}))) {
    EXPECT_EQ(t.fields & (bit(Field::day) | bit(Field::month)), 0) << t.text;
  }
}

TEST(Tokens, a_question_has_a_limit_and_asks_the_most_telling_first) {
  Details many = k_amira;
  many.other_names = "Mira Nour Hadad Khaan";
  many.postcodes = {"N1 5AA", "E8 2BB", "SE1 7CC"};
  const auto asked = tokens_to_ask(child(many), 24);
  EXPECT_EQ(asked.size(), 24U);
  EXPECT_EQ(asked.front().fields, bit(Field::nhs_number));
  std::set<std::string> texts;
  for (const auto& t : asked) texts.insert(t.text);
  EXPECT_EQ(texts.size(), asked.size());
  EXPECT_TRUE(tokens_to_ask(child({}), 24).empty());
}

TEST(Tokens, a_number_with_a_wrong_check_digit_is_none) {
  EXPECT_TRUE(tokens_to_ask(child({.nhs_number = "9990000019"}), 24).empty());
  EXPECT_EQ(known_fields(child({.nhs_number = "9990000019"})), 0);
}

TEST(Register, points_strongly_to_whoever_agrees_and_weakly_to_a_twin) {
  const Register reg = crowd();
  const Pointed same = strongest(reg, {.given_names = "Ameera",
                                       .surname = "Hadad",
                                       .birth = "2015-04-03",
                                       .postcodes = {"N1 5AA"}});
  EXPECT_EQ(same.child, 0U);
  EXPECT_GE(same.bits, k_strong);

  const Pointed twin = strongest(reg, {.given_names = "Yusuf",
                                       .surname = "Haddad",
                                       .birth = "2015-04-03",
                                       .postcodes = {"N1 5AA"}});
  EXPECT_EQ(twin.child, 0U);
  EXPECT_LT(twin.bits, k_strong);
  EXPECT_GT(twin.bits, 0);
}

TEST(Register, what_differs_counts_against_it) {
  const Register reg = crowd();
  const Details son = {.given_names = "Amira", .surname = "Haddad", .postcodes = {"N1 5AA"}};
  Details older = son;
  older.birth = "1984-11-20";
  EXPECT_EQ(strongest(reg, older).child, 0U);
  EXPECT_GT(strongest(reg, son).bits, strongest(reg, older).bits);
}

TEST(Register, a_stranger_points_to_nobody) {
  const Register reg = crowd();
  const Details stranger = {.given_names = "Oluwaseun",
                            .surname = "Zbigniewski",
                            .birth = "2011-12-30",
                            .postcodes = {"SW19 3QQ"}};
  EXPECT_EQ(strongest(reg, stranger).child, 9'999U);
}

TEST(Register, does_not_depend_on_the_order_of_records) {
  const std::vector<Normal> records = {
      child(k_amira), child({.given_names = "Mira", .surname = "Khan", .birth = "2015"})};
  Register one;
  one.add(0, records[0]);
  one.add(0, records[1]);
  one.close(tag_of);
  Register other;
  other.add(0, records[1]);
  other.add(0, records[0]);
  other.close(tag_of);
  EXPECT_EQ(one.tags(), other.tags());
  EXPECT_EQ(strongest(one, k_amira).bits, strongest(other, k_amira).bits);
  EXPECT_THROW(one.add(1, records[0]), std::logic_error);
  EXPECT_THROW(one.close(tag_of), std::logic_error);
}

TEST(Register, what_too_many_share_points_to_nobody) {
  Register reg;
  for (Child i = 0; i < Register::k_common + 2; ++i) {
    reg.add(i, child({.given_names = "Amira", .surname = "Haddad", .birth = "2015-04-03"}));
  }
  reg.close(tag_of);
  EXPECT_EQ(strongest(reg, k_amira).child, 9'999U);
}

// A generator that repeats, so that a filter can be made again.
class Counting final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    for (auto& b : out) {
      state_ = state_ * 6364136223846793005U + 1442695040888963407U;
      b = static_cast<std::uint8_t>(state_ >> 56U);
    }
  }

 private:
  std::uint64_t state_ = 7;
};

TEST(Filter, holds_what_was_entered_and_hides_how_many) {
  const auto tags = crowd().tags();
  Counting random;
  const Filter filter = Filter::make(tags, 65'536, random);
  EXPECT_EQ(filter.size(), 65'536U);
  for (const Tag& t : tags) EXPECT_TRUE(filter.may_hold(t));
  std::size_t found = 0;
  for (std::size_t i = 0; i < 10'000; ++i) {
    found += filter.may_hold(tag_of({.text = "another " + std::to_string(i)})) ? 1 : 0;
  }
  EXPECT_EQ(found, 0U);
  const auto few = Filter::make(std::span(tags).first(10), 65'536, random);
  EXPECT_EQ(few.text().size(), filter.text().size());
  EXPECT_EQ(Filter::make({}, 65'536, random).size(), 65'536U);
}

TEST(Filter, is_read_back_whole_or_not_at_all) {
  Counting random;
  const auto tags = crowd().tags();
  const Filter filter = Filter::make(tags, 1'024, random);
  const auto again = Filter::decode(filter.text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->text(), filter.text());
  Bytes cut_off = filter.text();
  cut_off.pop_back();
  EXPECT_FALSE(Filter::decode(cut_off));
  Bytes other_head = filter.text();
  other_head[0] ^= 1U;
  EXPECT_FALSE(Filter::decode(other_head));
  Bytes swapped = filter.text();
  std::swap_ranges(swapped.begin() + 8, swapped.begin() + 14, swapped.begin() + 14);
  EXPECT_FALSE(Filter::decode(swapped));
  EXPECT_FALSE(Filter::decode({}));
}

}  // namespace
}  // namespace mash::pointer
