// SPDX-License-Identifier: MIT
// Goal: what is shown is what the style shows, and nobody works out of it what is hidden: each
// answer is attacked again here by trying every table that could lie behind it.
#include "mash/protect/protect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace mash::protect {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Table grid(const std::vector<std::vector<std::int64_t>>& counts, const char* across = "source") {
  Table out{.name = "table.csv", .dimensions = {"borough", across}};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t k = 0; k < counts[i].size(); ++k) {
      out.rows.push_back({{"b" + std::to_string(i), across + std::to_string(k)}, counts[i][k]});
    }
  }
  return out;
}

std::string text(const Cell& cell, const Rules& rules) {
  return cell.shown ? std::to_string(*cell.shown) : rules.marker;
}

std::map<std::string, std::string> shown(const Table& table, const Rules& rules) {
  const auto made = protect(std::vector{table}, rules);
  std::map<std::string, std::string> out;
  if (!made) return {{"error", made.error().message}};
  for (const auto& cell : made->front().cells) {
    std::string key;
    for (const auto& value : cell.values) key += (key.empty() ? "" : " ") + value;
    out[key] = text(cell, rules);
  }
  return out;
}

TEST(NhsStyle, hides_1_to_7_rounds_the_rest_and_shows_nobody) {
  const auto all = shown(grid({{0, 1, 7, 8}, {12, 13, 100, 102}, {40, 52, 63, 78}}), nhs_style());
  EXPECT_EQ(all.at("b0 source0"), "0");
  EXPECT_EQ(all.at("b0 source1"), "*");
  EXPECT_EQ(all.at("b0 source2"), "*");
  EXPECT_EQ(all.at("b0 source3"), "10");
  EXPECT_EQ(all.at("b1 source0"), "10");
  EXPECT_EQ(all.at("b1 source1"), "15");
  EXPECT_EQ(all.at("b1 Total"), "225");
  EXPECT_EQ(all.at("Total Total"), "475") << "of the true sum, 476";
}

TEST(NhsStyle, hides_more_where_rounding_alone_would_tell) {
  // 7 and 7 are 14, shown as 15: each would have to be 6 or 7.
  const auto made = protect(std::vector{grid({{7, 7, 0}, {90, 80, 70}})}, nhs_style());
  ASSERT_TRUE(made);
  for (const auto& cell : made->front().cells) {
    if (cell.values[0] == "b0" && cell.values[1] == "Total") EXPECT_FALSE(cell.shown);
    if (cell.values[0] == "b0" && cell.values[1] == "source0") {
      EXPECT_GE(*cell.upper - cell.lower, 4);
    }
  }
}

TEST(DfeStyle, one_small_count_takes_others_along) {
  const auto made =
      protect(std::vector{grid({{3, 20, 30}, {40, 50, 60}, {70, 80, 90}})}, dfe_style());
  ASSERT_TRUE(made);
  int hidden = 0;
  for (const auto& cell : made->front().cells) {
    if (cell.shown) continue;
    ++hidden;
    EXPECT_GE(*cell.upper - cell.lower, 7);
  }
  EXPECT_EQ(hidden, 4) << "a rectangle, the least there is";
}

TEST(Sums, totals_that_came_are_known_again_and_those_that_did_not_are_added) {
  Table table{.name = "t.csv", .dimensions = {"borough"}, .rows = {{{"A"}, 10}, {{"B"}, 20}}};
  EXPECT_EQ(shown(table, nhs_style()).at("Total"), "30");
  table.rows.push_back({{"ALL"}, 30});
  EXPECT_THAT(shown(table, nhs_style()), testing::SizeIs(3));
  table.rows.back().count = 31;
  EXPECT_THAT(shown(table, nhs_style()).at("error"), HasSubstr("its rows make 30"));
}

TEST(Errors, name_table_and_row) {
  Table table{.name = "t.csv", .dimensions = {"borough"}, .rows = {{{"A"}, 10}, {{"A"}, 20}}};
  EXPECT_THAT(shown(table, nhs_style()).at("error"), HasSubstr("t.csv: row 3"));
  table.rows = {{{"A"}, -1}};
  EXPECT_THAT(shown(table, nhs_style()).at("error"), HasSubstr("below 0"));
  table.rows.clear();
  EXPECT_THAT(shown(table, nhs_style()).at("error"), HasSubstr("no rows"));
  table.dimensions.clear();
  EXPECT_THAT(shown(table, nhs_style()).at("error"), HasSubstr("no column"));
}

TEST(Linked, a_cell_of_two_tables_has_one_answer) {
  const std::vector tables{grid({{3, 40}, {50, 60}}), grid({{20, 23}, {54, 56}}, "age")};
  for (const auto& rules : {nhs_style(), dfe_style()}) {
    const auto made = protect(tables, rules);
    ASSERT_TRUE(made);
    std::map<std::string, std::string> margins;
    for (const auto& table : *made) {
      for (const auto& cell : table.cells) {
        if (cell.values[1] != "Total") continue;
        const auto [at, is_new] = margins.emplace(cell.values[0], text(cell, rules));
        EXPECT_EQ(at->second, text(cell, rules)) << cell.values[0];
      }
    }
    EXPECT_EQ(margins.size(), 3U);
  }
}

TEST(Linked, tables_that_disagree_are_refused) {
  const auto made = protect(std::vector{grid({{30}}), grid({{33}}, "age")}, nhs_style());
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("would show 3 children"));
}

TEST(Sensitive, where_all_are_of_one_kind_a_zero_is_hidden) {
  auto rules = nhs_style();
  const auto table = grid({{20, 0, 0}, {30, 40, 50}});
  EXPECT_EQ(shown(table, rules).at("b0 source1"), "0");
  rules.sensitive = {"source"};
  EXPECT_EQ(shown(table, rules).at("b0 source1"), "*");
  rules.sensitive = {"colour"};
  EXPECT_THAT(shown(table, rules).at("error"), HasSubstr("colour"));
}

// Every table of two by two parts that could lie behind what is shown, within what one count can
// be; what a hidden count is in them.
class Behind {
 public:
  Behind(const Shown& made, const Rules& rules) {
    for (const auto& cell : made.cells) {
      const std::string key = cell.values[0] + " " + cell.values[1];
      if (cell.shown && rules.round_to == 1) {
        bounds_[key] = {*cell.shown, *cell.shown};
      } else if (cell.shown) {
        bounds_[key] = *cell.shown == 0
                           ? std::pair<std::int64_t, std::int64_t>{0, 0}
                           : std::pair(std::max(*cell.shown - 2, std::int64_t{8}), *cell.shown + 2);
      } else {
        bounds_[key] = {0, 60};
      }
    }
    const auto [a0, a1] = bounds_.at("b0 source0");
    const auto [b0, b1] = bounds_.at("b0 source1");
    const auto [c0, c1] = bounds_.at("b1 source0");
    const auto [d0, d1] = bounds_.at("b1 source1");
    for (auto a = a0; a <= a1; ++a) {
      for (auto b = b0; b <= b1; ++b) {
        if (!fits("b0 Total", a + b)) continue;
        for (auto c = c0; c <= c1; ++c) {
          if (!fits("Total source0", a + c)) continue;
          for (auto d = d0; d <= d1; ++d) {
            if (!fits("b1 Total", c + d) || !fits("Total source1", b + d)) continue;
            if (!fits("Total Total", a + b + c + d)) continue;
            see("b0 source0", a);
            see("b0 source1", b);
            see("b1 source0", c);
            see("b1 source1", d);
          }
        }
      }
    }
  }
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> of(const std::string& key) const {
    return seen_.at(key);
  }

 private:
  [[nodiscard]] bool fits(const std::string& key, std::int64_t value) const {
    const auto& [low, high] = bounds_.at(key);
    return value >= low && (value <= high || high == 60);
  }
  void see(const std::string& key, std::int64_t value) {
    const auto [at, is_new] = seen_.emplace(key, std::pair(value, value));
    at->second.first = std::min(at->second.first, value);
    at->second.second = std::max(at->second.second, value);
  }
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> bounds_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> seen_;
};

TEST(Attack, reaches_what_trying_every_table_reaches) {
  std::mt19937 random(20261128);
  int hidden = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<std::int64_t>> counts(2, std::vector<std::int64_t>(2));
    for (auto& row : counts) {
      for (auto& count : row) count = static_cast<std::int64_t>(random() % 25);
    }
    for (const auto& rules : {nhs_style(), dfe_style()}) {
      const auto made = protect(std::vector{grid(counts)}, rules);
      ASSERT_TRUE(made);
      const Behind behind(made->front(), rules);
      for (const auto& cell : made->front().cells) {
        if (cell.shown || cell.values[0] == "Total" || cell.values[1] == "Total") continue;
        ++hidden;
        const auto [low, high] = behind.of(cell.values[0] + " " + cell.values[1]);
        const auto most = std::min(cell.upper.value_or(60), std::int64_t{60});
        EXPECT_LE(low, cell.lower) << round;  // as it does not know what a marker tells
        EXPECT_GE(high, most) << round;
        if (rules.tells_small) continue;
        EXPECT_EQ(low, cell.lower) << round;
        EXPECT_EQ(high, most) << round;
      }
    }
  }
  EXPECT_GT(hidden, 80);
}

TEST(Attack, no_small_count_of_any_random_table_is_narrowed) {
  std::mt19937 random(5);
  for (int round = 0; round < 10; ++round) {
    std::vector<std::vector<std::int64_t>> counts(4, std::vector<std::int64_t>(5));
    for (auto& row : counts) {
      for (auto& count : row) {
        count = static_cast<std::int64_t>(random() % 3 == 0 ? random() % 9 : random() % 200);
      }
    }
    for (const auto& rules : {nhs_style(), dfe_style()}) {
      const auto made = protect(std::vector{grid(counts)}, rules);
      ASSERT_TRUE(made) << made.error().message;
      for (const auto& cell : made->front().cells) {
        if (cell.shown) continue;
        EXPECT_GE(cell.upper.value_or(1000) - cell.lower, 1);
      }
    }
  }
}

TEST(Protect, does_not_depend_on_the_order_of_rows) {
  auto table = grid({{3, 20, 30, 1}, {40, 5, 60, 9}, {70, 80, 2, 11}});
  const auto before = shown(table, dfe_style());
  std::ranges::reverse(table.rows);
  EXPECT_EQ(shown(table, dfe_style()), before);
}

}  // namespace
}  // namespace mash::protect
