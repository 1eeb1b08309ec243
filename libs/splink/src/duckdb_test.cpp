// SPDX-License-Identifier: MIT
// Goal: functions and conditions mean here what they mean in DuckDB.
#include <gtest/gtest.h>

#include <numeric>

#include "files_for_tests.h"
#include "program.h"

namespace mash::splink {
namespace {

Text text(const std::string& s) {
  return {s, is_ascii(s)};
}

TEST(Alike, TextsAreAsAlikeAsInDuckDb) {
  const auto rows = rows_of(file("alike.csv"));
  ASSERT_GT(rows.size(), 800U);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 7U);
    const Text a = text(row[0]);
    const Text b = text(row[1]);
    SCOPED_TRACE(row[0] + " " + row[1]);
    for (const int limit : {0, 1, 2, 3, 200}) {
      EXPECT_EQ(levenshtein(a, b, limit), std::min(std::stoi(row[2]), limit + 1));
      EXPECT_EQ(damerau_levenshtein(a, b, limit), std::min(std::stoi(row[3]), limit + 1));
    }
    EXPECT_NEAR(jaro(a, b), std::stod(row[4]), 1e-12);
    EXPECT_NEAR(jaro_winkler(a, b), std::stod(row[5]), 1e-12);
    EXPECT_NEAR(jaccard(a, b), std::stod(row[6]), 1e-12);
  }
}

// "true", "false" or "null" of the first record with the second.
std::string answer(const std::string& sql, const std::vector<std::string>& cells) {
  linkage::Table table;
  for (const char* name : {"a", "b"}) table.columns.push_back({.header = name});
  for (std::size_t row = 0; row < 2; ++row) {
    table.record.push_back(static_cast<std::uint32_t>(row + 1));
    for (std::size_t c = 0; c < 2; ++c) {
      auto& column = table.columns[c];
      column.ids.push_back(column.texts.add(cells[1 + 2 * row + c]));
    }
  }
  Terms terms;
  Program program(terms);
  std::vector<Program::Root> roots;
  for (const auto& condition : {"(" + sql + ")", "NOT (" + sql + ")"}) {
    const auto node = parse_sql(condition, Naming::suffix);
    if (!node) return node.error().message;
    const auto bound = bind_condition(*node);
    if (!bound) return bound.error().message;
    const auto root = program.compile(*bound);
    if (!root) return root.error().message;
    roots.push_back(*root);
  }
  const std::vector<std::uint32_t> order{0, 1};
  if (const auto built = terms.build(table, order, 1); !built) return built.error().message;
  Program::Scratch scratch(program);
  if (program.holds(roots[0], 0, 1, scratch)) return "true";
  return program.holds(roots[1], 0, 1, scratch) ? "false" : "null";
}

TEST(Conditions, GiveDuckDbsAnswers) {
  const auto rows = rows_of(file("conditions.csv"));
  ASSERT_GT(rows.size(), 2000U);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 6U);
    EXPECT_EQ(answer(row[0], row), row[5])
        << row[0] << " [" << row[1] << "|" << row[2] << "] [" << row[3] << "|" << row[4] << "]";
  }
}

TEST(Conditions, ListsOfACellAreSets) {
  const std::string sql = "array_length(list_intersect(a_l, a_r)) >= 2";
  EXPECT_EQ(answer(sql, {"", "[ann, bo, 'c d']", "", "[c d, ann]", ""}), "true");
  EXPECT_EQ(answer(sql, {"", "[ann, ann]", "", "[ann, ann]", ""}), "false");
  EXPECT_EQ(answer(sql, {"", "[]", "", "[ann]", ""}), "false");
  EXPECT_EQ(answer(sql, {"", "", "", "[ann]", ""}), "null");
  EXPECT_EQ(answer(sql, {"", "[ann]", "", "", ""}), "false");
}

TEST(Conditions, AStrictCastOfSomethingElseIsAnErrorThatNamesTheColumn) {
  const auto said = answer("abs(a_l - a_r) <= 1", {"", "12", "", "thirteen", ""});
  EXPECT_NE(said.find("column \"a\" is used as a number or date"), std::string::npos) << said;
  EXPECT_EQ(said.find("thirteen"), std::string::npos);
  EXPECT_EQ(answer("abs(a_l - a_r) <= 1", {"", "12", "", "13", ""}), "true");
}

TEST(Conditions, SparksNamesAreKnown) {
  EXPECT_EQ(answer("jaro_winkler(`a_l`, `a_r`) >= 0.9", {"", "ann", "", "ann", ""}), "true");
  EXPECT_EQ(answer("abs(datediff(date(try_to_timestamp(a_l, 'yyyy-MM-dd')), "
                   "date(try_to_timestamp(a_r, 'yyyy-MM-dd')))) <= floor(2629800.0 / 86400)",
                   {"", "2015-01-01", "", "2015-01-31", ""}),
            "true");
  EXPECT_EQ(answer("try_to_timestamp(a_l, 'yyyy-MM-dd') IS NULL", {"", "2015-1-1", "", "", ""}),
            "true");
}

TEST(Conditions, WhatIsNotSupportedIsRefusedByName) {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"soundex(a_l) = soundex(a_r)", "the function \"soundex\" is not supported"},
      {"a_l LIKE 'x%'", "\"LIKE\" is not supported here"},
      {"a_l IN ('x', 'y')", "\"IN\" is not supported here"},
      {"a_l BETWEEN 'x' AND 'y'", "\"BETWEEN\" is not supported here"},
      {"a_l[1] = a_r[1]", "\"[\" is not supported here"},
      {"cast(a_l as blob) = 1", "a cast to \"blob\" is not supported"},
      {"levenshtein(a_l || a_r, 'x') <= 1", "of what both records say together"},
      {"levenshtein(a_l, a_r)", "takes a condition, not a number"},
      {"substr(a_l, length(a_l), 1) = 'x'", "anything but a constant as argument 2"},
      {"regexp_extract(a_l, '(?i)x') = 'x'", "a (?, which is not supported"},
      {"regexp_extract(a_l, 'x+?') = 'x'", "a repeated repeat or a lazy one"},
      {"try_strptime(a_l, '%j') IS NULL", "a date format with anything but"},
      {"a = b", "\"a\": columns end in _l or _r"},
      {"a_l = ", "\")\" is not supported here"},
      {"a_l = 'x", "a quotation mark is never closed"},
      {"a_l = ;", "the sign \";\" is not supported"},
      {"array_cosine_similarity(a_l, a_r) >= 0.9", "\"array_cosine_similarity\" is not supported"},
      {std::string(30, '(') + "a_l = a_r" + std::string(30, ')'), "nested too deeply"},
  };
  for (const auto& [sql, why] : refused) {
    const auto said = answer(sql, {"", "x", "x", "x", "x"});
    EXPECT_NE(said.find(why), std::string::npos) << sql << ": " << said;
  }
}

}  // namespace
}  // namespace mash::splink
