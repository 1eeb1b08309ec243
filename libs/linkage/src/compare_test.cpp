// SPDX-License-Identifier: MIT
// Goal: the bit-parallel comparators give what their textbook definitions give.
#include "mash/linkage/compare.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace mash::linkage {
namespace {

// Jaro by the book, with lists of flags.
double slow_jaro(std::string a, std::string b) {
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  if (a.empty()) return b.empty() ? 1 : 0;
  const int reach = std::max(0, static_cast<int>(b.size()) / 2 - 1);
  std::vector<bool> taken(a.size(), false);
  std::string from_b;
  for (int j = 0; j < static_cast<int>(b.size()); ++j) {
    for (int i = std::max(0, j - reach); i <= j + reach && i < static_cast<int>(a.size()); ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (taken[k] || a[k] != b[static_cast<std::size_t>(j)]) continue;
      taken[k] = true;
      from_b += b[static_cast<std::size_t>(j)];
      break;
    }
  }
  std::string from_a;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (taken[i]) from_a += a[i];
  if (from_a.empty()) return 0;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < from_a.size(); ++i) moved += from_a[i] != from_b[i] ? 1U : 0U;
  const double m = static_cast<double>(from_a.size());
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
          (m - static_cast<double>(moved / 2)) / m) /
         3;
}

int slow_edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

class Texts {
 public:
  std::string next(std::size_t longest) {
    std::string s(random_() % (longest + 1), 'a');
    for (auto& c : s) c = static_cast<char>('a' + random_() % 4);
    return s;
  }

 private:
  std::mt19937 random_{20260101};
};

TEST(Compare, JaroEqualsItsDefinitionForShortAndLongTexts) {
  Texts texts;
  for (int i = 0; i < 5'000; ++i) {
    const auto a = texts.next(i % 2 == 0 ? 16 : 60);
    const auto b = texts.next(i % 3 == 0 ? 16 : 60);
    ASSERT_DOUBLE_EQ(jaro(a, b), slow_jaro(a, b)) << a << " " << b;
    ASSERT_EQ(jaro_winkler(a, b), jaro_winkler(b, a)) << a << " " << b;
  }
}

TEST(Compare, EditDistanceEqualsItsDefinitionUpToTheLimit) {
  Texts texts;
  for (int i = 0; i < 5'000; ++i) {
    const auto a = texts.next(20);
    const auto b = texts.next(20);
    const int limit = i % 6;
    ASSERT_EQ(edit_distance(a, b, limit), std::min(slow_edit_distance(a, b), limit + 1))
        << a << " " << b;
  }
}

TEST(Compare, GivesPublishedValues) {
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 1e-4);
  EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.84, 1e-4);
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 1e-4);
  EXPECT_EQ(edit_distance("khan", "kahn", 3), 1);
  EXPECT_EQ(edit_distance("", "abc", 5), 3);
}

TEST(Compare, WordDiceCountsEachWordOnce) {
  EXPECT_DOUBLE_EQ(word_dice("mill lane", "lane mill"), 1);
  EXPECT_DOUBLE_EQ(word_dice("mill mill", "mill lane"), 0.5);
  EXPECT_DOUBLE_EQ(word_dice("mill", "lane"), 0);
}

}  // namespace
}  // namespace mash::linkage
