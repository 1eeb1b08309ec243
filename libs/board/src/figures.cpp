// SPDX-License-Identifier: MIT
#include "mash/board/figures.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/protect/protect.h"

namespace mash::board {

namespace {

constexpr const char* k_quarter = "QUARTER";
constexpr int k_quarters = 4;

protect::Rules rules_of(const Unit& unit, const std::vector<const TableDefinition*>& tables) {
  auto out = protect::nhs_style();
  out.rounded_left = 2;
  out.tells_reach = false;
  for (const auto& code : unit.sensitive) {
    const bool is_there = std::ranges::any_of(tables, [&](const auto* table) {
      return std::ranges::find(table->dimensions, code) != table->dimensions.end();
    });
    if (is_there) out.sensitive.push_back(code);
  }
  return out;
}

std::vector<const TableDefinition*> tables_of(const Definitions& all, const Unit& unit) {
  std::vector<const TableDefinition*> out;
  for (const auto& table : all.tables) {
    if (table.unit == unit.code) out.push_back(&table);
  }
  return out;
}

// What a cell with totals counts: the sum of all below it.
std::vector<std::int64_t> with_totals(const Definitions& all, const TableDefinition& table,
                                      const std::vector<std::int64_t>& counts) {
  const auto fine = grid_of(all, table, Totals::without);
  MASH_ASSERT(fine.size() == counts.size());
  std::map<std::vector<std::string>, std::int64_t> sums;
  for (std::size_t i = 0; i < fine.size(); ++i) {
    for (std::size_t mask = 0; mask < std::size_t{1} << table.dimensions.size(); ++mask) {
      auto key = fine[i];
      for (std::size_t d = 0; d < key.size(); ++d) {
        if ((mask >> d & 1U) != 0) key[d] = k_total;
      }
      sums[std::move(key)] += counts[i];
    }
  }
  std::vector<std::int64_t> out;
  for (const auto& key : grid_of(all, table, Totals::with)) out.push_back(sums.at(key));
  return out;
}

// Rows of one quarter, or of a year with its quarters as a dimension of their own.
struct Piece {
  Quarter quarter;
  const Counted* counted = nullptr;
  const Shown* shown = nullptr;  // as it was published; null: not yet
};

bool has(const Shown& shown, const TableDefinition& table) {
  return shown.quarter.contains(table.id);
}

void add_rows(const Definitions& all, const TableDefinition& table, const Piece& piece,
              bool names_quarter, protect::Table& to) {
  const auto counts = with_totals(all, table, piece.counted->at(table.id));
  const auto grid = grid_of(all, table, Totals::with);
  for (std::size_t i = 0; i < grid.size(); ++i) {
    protect::Row row{.count = counts[i]};
    if (names_quarter) row.values.push_back(piece.quarter.code());
    row.values.insert(row.values.end(), grid[i].begin(), grid[i].end());
    if (piece.shown != nullptr) {
      row.answered = piece.shown->quarter.at(table.id)[i].has_value();
    }
    to.rows.push_back(std::move(row));
  }
}

// The year as it was published, so that it is attacked as such.
void add_year(const Definitions& all, const TableDefinition& table,
              const std::vector<Piece>& pieces, const Cells& shown, protect::Table& to) {
  const auto grid = grid_of(all, table, Totals::with);
  std::vector<std::int64_t> sums(grid.size());
  for (const auto& piece : pieces) {
    const auto counts = with_totals(all, table, piece.counted->at(table.id));
    for (std::size_t i = 0; i < grid.size(); ++i) sums[i] += counts[i];
  }
  for (std::size_t i = 0; i < grid.size(); ++i) {
    protect::Row row{
        .values = {std::string(k_total)}, .count = sums[i], .answered = shown[i].has_value()};
    row.values.insert(row.values.end(), grid[i].begin(), grid[i].end());
    to.rows.push_back(std::move(row));
  }
}

protect::Table table_of(const Definitions& all, const TableDefinition& table,
                        const std::vector<Piece>& pieces, const Shown* year) {
  const bool names_quarter = pieces.size() > 1;
  protect::Table out{.name = table.id, .dimensions = {}, .rows = {}};
  if (names_quarter) out.dimensions.emplace_back(k_quarter);
  out.dimensions.insert(out.dimensions.end(), table.dimensions.begin(), table.dimensions.end());
  for (const auto& piece : pieces) add_rows(all, table, piece, names_quarter, out);
  if (year != nullptr && year->year.contains(table.id)) {
    add_year(all, table, pieces, year->year.at(table.id), out);
  }
  return out;
}

// The answers with these values before those of the table, in the order of its grid.
Cells cells_of(const Definitions& all, const TableDefinition& table, const protect::Shown& shown,
               const std::optional<std::string>& period) {
  std::map<std::vector<std::string>, std::optional<std::int64_t>> by_values;
  for (const auto& cell : shown.cells) {
    auto key = cell.values;
    for (auto& value : key) {
      if (value == "Total") value = k_total;
    }
    by_values[std::move(key)] = cell.shown;
  }
  Cells out;
  for (const auto& values : grid_of(all, table, Totals::with)) {
    std::vector<std::string> key;
    if (period) key.push_back(*period);
    key.insert(key.end(), values.begin(), values.end());
    out.push_back(by_values.at(key));
  }
  return out;
}

Result<std::vector<protect::Shown>> protect_tables(
    const Definitions& all, const Unit& unit, const std::vector<const TableDefinition*>& tables,
    const std::vector<Piece>& pieces, const Shown* year) {
  std::vector<protect::Table> made;
  made.reserve(tables.size());
  for (const auto* table : tables) made.push_back(table_of(all, *table, pieces, year));
  return protect::protect(made, rules_of(unit, tables));
}

// The other three quarters of the year that ends with this one; empty if one is missing.
std::vector<Piece> others_of_year(Quarter quarter, std::span<const Earlier> earlier) {
  std::vector<Piece> out;
  if (quarter.in_year() != k_quarters) return out;
  for (int back = k_quarters - 1; back > 0; --back) {
    const auto at = std::ranges::find(earlier, quarter.plus(-back), &Earlier::quarter);
    if (at == earlier.end()) return {};
    out.push_back({.quarter = at->quarter, .counted = &at->counted, .shown = &at->shown});
  }
  return out;
}

// With the year, where all four quarters have all tables of the unit. False: it cannot be.
bool protect_with_year(const Definitions& all, const Unit& unit, const Piece& now,
                       std::vector<Piece> pieces, Shown& to) {
  if (pieces.empty()) return false;
  const auto tables = tables_of(all, unit);
  for (const auto& piece : pieces) {
    if (!std::ranges::all_of(tables, [&](const auto* t) { return has(*piece.shown, *t); })) {
      return false;
    }
  }
  pieces.push_back(now);
  const auto made = protect_tables(all, unit, tables, pieces, nullptr);
  if (!made) return false;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    to.quarter[tables[t]->id] = cells_of(all, *tables[t], (*made)[t], now.quarter.code());
    to.year[tables[t]->id] = cells_of(all, *tables[t], (*made)[t], std::string(k_total));
  }
  return true;
}

// By itself; what cannot be shown is left out, the finest table first.
void protect_alone(const Definitions& all, const Unit& unit, const Piece& now, Shown& to) {
  auto tables = tables_of(all, unit);
  while (!tables.empty()) {
    const auto made = protect_tables(all, unit, tables, {now}, nullptr);
    if (made) {
      for (std::size_t t = 0; t < tables.size(); ++t) {
        to.quarter[tables[t]->id] = cells_of(all, *tables[t], (*made)[t], std::nullopt);
      }
      return;
    }
    tables.erase(
        std::ranges::max_element(tables, {}, [](const auto* t) { return t->dimensions.size(); }));
  }
}

}  // namespace

Result<Counted> count(const Definitions& all, std::span<const Fact> facts) {
  Counted out;
  for (const auto& table : all.tables) {
    const auto grid = grid_of(all, table, Totals::without);
    std::map<std::vector<std::string>, std::size_t> places;
    for (std::size_t i = 0; i < grid.size(); ++i) places.emplace(grid[i], i);
    auto& counts = out[table.id];
    counts.assign(grid.size(), 0);
    for (const auto& fact : facts) {
      if (fact.unit != table.unit) continue;
      std::vector<std::string> key;
      for (const auto& dimension : table.dimensions) {
        const auto value = fact.values.find(dimension);
        key.push_back(value == fact.values.end() ? std::string() : value->second);
      }
      const auto at = places.find(key);
      if (at == places.end() || fact.count < 0) {
        return invalid(table.id, "A fact has no value, or none of the list, in " + table.title);
      }
      counts[at->second] += fact.count;
    }
  }
  return out;
}

Result<Shown> protect_quarter(const Definitions& all, Quarter quarter, const Counted& counted,
                              std::span<const Earlier> earlier) {
  Shown out;
  const Piece now{.quarter = quarter, .counted = &counted};
  const auto others = others_of_year(quarter, earlier);
  for (const auto& unit : all.units) {
    if (!protect_with_year(all, unit, now, others, out)) protect_alone(all, unit, now, out);
  }
  std::vector<Earlier> whole;
  for (const auto& one : others) whole.push_back({one.quarter, *one.counted, *one.shown});
  whole.push_back({quarter, counted, out});
  MASH_TRY_DO(attack_published(all, whole));
  return out;
}

Result<void> attack_published(const Definitions& all, std::span<const Earlier> published) {
  for (const auto& unit : all.units) {
    std::vector<Piece> pieces;
    const Shown* year = nullptr;
    for (const auto& one : published) {
      pieces.push_back({.quarter = one.quarter, .counted = &one.counted, .shown = &one.shown});
      if (!one.shown.year.empty()) year = &one.shown;
    }
    std::vector<const TableDefinition*> in_all;
    for (const auto* table : tables_of(all, unit)) {
      if (year != nullptr && year->year.contains(table->id)) in_all.push_back(table);
    }
    // Without a year nothing links the quarters.
    const auto attack = [&](const std::vector<const TableDefinition*>& tables,
                            const std::vector<Piece>& of) -> Result<void> {
      if (tables.empty()) return {};
      MASH_TRY_DO(protect_tables(all, unit, tables, of, of.size() > 1 ? year : nullptr));
      return {};
    };
    if (!in_all.empty() && pieces.size() > 1) {
      MASH_TRY_DO(attack(in_all, pieces));
      continue;
    }
    for (const auto& piece : pieces) {
      auto tables = tables_of(all, unit);
      std::erase_if(tables, [&](const auto* table) { return !has(*piece.shown, *table); });
      MASH_TRY_DO(attack(tables, {piece}));
    }
  }
  return {};
}

}  // namespace mash::board
