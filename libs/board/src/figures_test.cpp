// SPDX-License-Identifier: MIT
// Goal: nobody who holds everything that 33 boroughs published in two years recovers one count that
// was hidden or rounded. The attack here is another one than the library's: it narrows intervals
// along all sums of all tables, quarters and years, and is told of each hidden count whether it is
// small, which nobody outside is.
#include "mash/board/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "boroughs_for_tests.h"
#include "simulated_for_tests.h"

namespace mash::board {
namespace {

constexpr std::int64_t k_far = 1'000'000;

const Definitions& all() {
  return built_in_definitions();
}

struct Reach {
  std::int64_t low = 0;
  std::int64_t high = k_far;
};

// A cell by period and by what its dimensions say: the same cell of two tables is one.
using Key = std::string;

class Attacker {
 public:
  void learn(const Key& key, std::optional<std::int64_t> shown, std::int64_t truth) {
    auto& reach = cells_[key];
    if (!shown) {
      reach = truth >= 1 && truth <= 7 ? Reach{1, 7} : Reach{0, k_far};
    } else if (*shown == 0) {
      reach = {0, 0};
    } else {
      reach = {std::max<std::int64_t>(8, *shown - 2), *shown + 2};
    }
    truth_[key] = truth;
    hidden_[key] = !shown;
  }
  void add_sum(const Key& whole, std::vector<Key> parts) {
    sums_.emplace_back(whole, std::move(parts));
  }
  // Until nothing narrows any more.
  void run() {
    for (bool moved = true; moved;) {
      moved = false;
      for (const auto& [whole, parts] : sums_) moved = narrow(whole, parts) || moved;
    }
  }
  [[nodiscard]] std::vector<Key> recovered() const {
    std::vector<Key> out;
    for (const auto& [key, reach] : cells_) {
      EXPECT_LE(reach.low, truth_.at(key)) << key;
      EXPECT_GE(reach.high, truth_.at(key)) << key;
      const bool told = !hidden_.at(key) && truth_.at(key) == 0;
      if (!told && reach.low == reach.high) out.push_back(key);
    }
    return out;
  }

 private:
  bool narrow(const Key& whole, const std::vector<Key>& parts) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (const auto& part : parts) {
      low += cells_.at(part).low;
      high += cells_.at(part).high;
    }
    auto& sum = cells_.at(whole);
    bool moved = set(sum, low, high);
    for (const auto& part : parts) {
      auto& one = cells_.at(part);
      moved = set(one, sum.low - (high - one.high), sum.high - (low - one.low)) || moved;
    }
    return moved;
  }
  static bool set(Reach& reach, std::int64_t low, std::int64_t high) {
    const auto before = reach;
    reach.low = std::max(reach.low, low);
    reach.high = std::min(reach.high, high);
    return reach.low != before.low || reach.high != before.high;
  }

  std::map<Key, Reach> cells_;
  std::map<Key, std::int64_t> truth_;
  std::map<Key, bool> hidden_;
  std::vector<std::pair<Key, std::vector<Key>>> sums_;
};

Key key_of(const std::string& period, const TableDefinition& table,
           const std::vector<std::string>& values) {
  std::map<std::string, std::string> by;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != k_total) by[table.dimensions[i]] = values[i];
  }
  Key out = period + " " + table.unit;
  for (const auto& [dimension, value] : by) out += " " + dimension + "=" + value;
  return out;
}

// The sum of the counts below a cell.
std::int64_t truth_of(const TableDefinition& table, const std::vector<std::int64_t>& counts,
                      const std::vector<std::string>& values) {
  const auto fine = grid_of(all(), table, Totals::without);
  std::int64_t out = 0;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    bool below = true;
    for (std::size_t d = 0; d < values.size(); ++d) {
      below = below && (values[d] == k_total || values[d] == fine[i][d]);
    }
    if (below) out += counts[i];
  }
  return out;
}

void learn_table(Attacker& attacker, const std::string& period, const TableDefinition& table,
                 const std::vector<std::int64_t>& counts, const Cells& shown) {
  const auto grid = grid_of(all(), table, Totals::with);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    attacker.learn(key_of(period, table, grid[i]), shown[i], truth_of(table, counts, grid[i]));
    for (std::size_t d = 0; d < grid[i].size(); ++d) {
      if (grid[i][d] != k_total) continue;
      std::vector<Key> parts;
      for (const auto& value : dimension_of(all(), table.dimensions[d]).values) {
        auto part = grid[i];
        part[d] = value.code;
        parts.push_back(key_of(period, table, part));
      }
      attacker.add_sum(key_of(period, table, grid[i]), std::move(parts));
    }
  }
}

// Everything that one hub published of one year.
void learn_year(Attacker& attacker, const std::vector<Earlier>& year) {
  for (const auto& table : all().tables) {
    std::vector<std::int64_t> sums(grid_of(all(), table, Totals::without).size());
    for (const auto& quarter : year) {
      const auto& counts = quarter.counted.at(table.id);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += counts[i];
      const auto at = quarter.shown.quarter.find(table.id);
      if (at != quarter.shown.quarter.end()) {
        learn_table(attacker, quarter.quarter.code(), table, counts, at->second);
      }
    }
    const auto& last = year.back().shown.year;
    const auto at = last.find(table.id);
    if (at == last.end()) continue;
    learn_table(attacker, "year", table, sums, at->second);
    for (const auto& values : grid_of(all(), table, Totals::with)) {
      std::vector<Key> parts;
      for (const auto& quarter : year) {
        parts.push_back(key_of(quarter.quarter.code(), table, values));
      }
      attacker.add_sum(key_of("year", table, values), std::move(parts));
    }
  }
}

// Empty: of all units.
std::vector<Earlier> simulated(double referrals, std::uint64_t seed, int quarters,
                               const std::string& unit = "") {
  std::vector<Earlier> out;
  for (int q = 0; q < quarters; ++q) {
    const auto quarter = Quarter{2024, 4}.plus(q);
    auto facts = simulated_facts(all(), referrals / 4, seed, static_cast<std::uint64_t>(q));
    std::erase_if(facts, [&](const Fact& fact) { return !unit.empty() && fact.unit != unit; });
    auto counted = count(all(), facts);
    EXPECT_TRUE(counted);
    auto shown = protect_quarter(all(), quarter, *counted, out);
    EXPECT_TRUE(shown) << shown.error().message;
    out.push_back({quarter, *std::move(counted), *std::move(shown)});
  }
  return out;
}

struct Share {
  std::int64_t shown = 0;
  std::int64_t all = 0;
  [[nodiscard]] double of_all() const {
    return static_cast<double>(shown) / static_cast<double>(all);
  }
};
// Cells of quarters, once for each table in which they stand; what was left out counts as hidden.
Share share_of(const std::vector<Earlier>& published) {
  Share out;
  for (const auto& one : published) {
    for (const auto& table : all().tables) {
      out.all += static_cast<std::int64_t>(grid_of(all(), table, Totals::with).size());
      const auto at = one.shown.quarter.find(table.id);
      if (at == one.shown.quarter.end()) continue;
      out.shown += std::ranges::count_if(at->second, [](const auto& c) { return c.has_value(); });
    }
  }
  return out;
}

// With --long all 33 boroughs; else the smallest and one of the others. The same draws in both.
std::size_t boroughs() {
  return std::getenv("MASH_LONG") != nullptr ? k_boroughs.size() : 2;
}

TEST(Attack, recovers_nothing_of_33_boroughs_in_two_years) {
  const bool is_long = boroughs() > 2;
  const int quarters = is_long ? 8 : 4;
  Share others;
  Share city;
  std::uint64_t seed = 1;
  for (std::size_t i = 0; i < boroughs(); ++i) {
    const auto& borough = k_boroughs.at(i);
    const auto published = simulated(borough.referrals, seed++, quarters);
    for (int year = 0; year < quarters / 4; ++year) {
      Attacker attacker;
      learn_year(attacker, {published.begin() + year * 4, published.begin() + year * 4 + 4});
      attacker.run();
      EXPECT_THAT(attacker.recovered(), testing::IsEmpty()) << borough.name << " " << year;
    }
    const auto share = share_of(published);
    auto& to = i == 0 ? city : others;
    to.shown += share.shown;
    to.all += share.all;
  }
  RecordProperty("published_others", std::to_string(others.of_all()));
  RecordProperty("published_city", std::to_string(city.of_all()));
  EXPECT_GT(others.of_all(), 0.75);
  EXPECT_GT(city.of_all(), 0.25);
}

// The attack has teeth: what the bare rule of the style would show gives counts away.
TEST(Attack, recovers_what_rounding_alone_gives_away) {
  const auto* table = find_table(all(), "challenges");
  const std::vector<std::int64_t> sevens{7, 7, 7, 7};
  Attacker attacker;
  learn_table(attacker, "q", *table, sevens, {{}, {}, {}, {}, 30});
  attacker.run();
  EXPECT_THAT(attacker.recovered(), testing::SizeIs(5));
  std::vector<Fact> facts;
  for (const auto& value : dimension_of(all(), "CHALLENGE").values) {
    facts.push_back({.unit = "CHALLENGES", .values = {{"CHALLENGE", value.code}}, .count = 7});
  }
  const auto counted = count(all(), facts);
  ASSERT_TRUE(counted);
  const auto shown = protect_quarter(all(), {2026, 4}, *counted, {});
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->quarter.at("challenges").back(), std::nullopt);
}

TEST(Attack, finds_a_published_year_that_gives_a_quarter_away) {
  auto published = simulated(800, 5, 4, "CHALLENGES");
  ASSERT_TRUE(attack_published(all(), published));
  // As if the last quarter had been hidden and the year shown to the last child.
  auto& volumes = published.back().shown.quarter.at("challenges");
  std::ranges::fill(volumes, std::nullopt);
  for (auto& one : published) {
    auto& counts = one.counted.at("challenges");
    std::ranges::fill(counts, 0);
    std::ranges::fill(one.shown.quarter.at("challenges"), 0);
  }
  std::ranges::fill(published.back().shown.quarter.at("challenges"), std::nullopt);
  published.back().counted.at("challenges") = {0, 0, 0, 3};
  std::ranges::fill(published.back().shown.year.at("challenges"), 0);
  EXPECT_FALSE(attack_published(all(), published));
}

TEST(Figures, the_same_cell_has_the_same_answer) {
  const auto once = simulated(3000, 9, 1, "NOTIFICATIONS");
  const auto again = simulated(3000, 9, 1, "NOTIFICATIONS");
  for (std::size_t q = 0; q < once.size(); ++q) EXPECT_EQ(once[q].shown, again[q].shown);
  // A margin that two tables share is one cell.
  const auto& quarter = once.front().shown.quarter;
  EXPECT_EQ(quarter.at("volumes").back(), quarter.at("source_by_rating").back());
  EXPECT_EQ(quarter.at("volumes").back(), quarter.at("journey").back());
}

TEST(Figures, the_year_is_there_when_its_four_quarters_are) {
  const auto year = simulated(2000, 3, 4, "CONCERNS");
  for (std::size_t q = 0; q < 3; ++q) EXPECT_TRUE(year[q].shown.year.empty());
  EXPECT_TRUE(year[3].shown.year.contains("concerns"));
  EXPECT_TRUE(year[3].shown.year.contains("volumes"));
  const std::vector<Earlier> two(year.begin() + 1, year.begin() + 3);
  const auto late = protect_quarter(all(), year[3].quarter, year[3].counted, two);
  ASSERT_TRUE(late);
  EXPECT_TRUE(late->year.empty());
}

TEST(Figures, a_group_is_not_shown_to_be_all_of_one_kind) {
  const std::vector<Fact> facts{
      {.unit = "DECISIONS", .values = {{"OUTCOME", "PROTECTION"}, {"AGE", "UNDER_1"}}, .count = 30},
      {.unit = "DECISIONS", .values = {{"OUTCOME", "NO_ACTION"}, {"AGE", "5_TO_9"}}, .count = 40},
      {.unit = "DECISIONS", .values = {{"OUTCOME", "EARLY_HELP"}, {"AGE", "5_TO_9"}}, .count = 40}};
  const auto counted = count(all(), facts);
  ASSERT_TRUE(counted);
  const auto shown = protect_quarter(all(), {2026, 4}, *counted, {});
  ASSERT_TRUE(shown);
  const auto& table = *find_table(all(), "outcome_by_age");
  const auto grid = grid_of(all(), table, Totals::with);
  int hidden = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (grid[i].front() == "UNDER_1" && !shown->quarter.at(table.id)[i]) ++hidden;
  }
  EXPECT_GE(hidden, 1) << "of the zeros beside the thirty";
}

TEST(Figures, a_fact_outside_the_list_is_refused) {
  const std::vector<Fact> wrong{{.unit = "AUDITS", .values = {{"GRADE", "SPLENDID"}}}};
  EXPECT_FALSE(count(all(), wrong));
  const std::vector<Fact> none{{.unit = "AUDITS", .values = {}}};
  EXPECT_FALSE(count(all(), none));
}

TEST(Definitions, are_a_closed_list_in_which_everything_is_named) {
  EXPECT_THAT(all().tables, testing::SizeIs(testing::Ge(15)));
  EXPECT_FALSE(parse_definitions("{}"));
  EXPECT_EQ(parse_definitions("{}").error().code, ErrorCode::invalid_input);
  EXPECT_EQ(find_table(all(), "anything"), nullptr);
}

}  // namespace
}  // namespace mash::board
