// SPDX-License-Identifier: MIT
#include "cells.h"
#include "mash/base/ascii.h"

#include <algorithm>
#include <array>
#include <set>

namespace mash::protect {

namespace {

constexpr std::string_view k_total = "Total";
constexpr std::size_t k_most_cells = 200000;

bool is_total(std::string_view value) {
  static constexpr std::array<std::string_view, 4> words{"total", "totals", "all", "grand total"};
  return std::ranges::find(words, ascii_lower(value)) != words.end();
}

Error fault(const Table& table, std::string words) {
  return invalid(table.name, table.name + ": " + std::move(words));
}

Key key_of(const Table& table, const Row& row) {
  Key key;
  for (std::size_t i = 0; i < table.dimensions.size(); ++i) {
    if (!is_total(row.values[i])) key.emplace(table.dimensions[i], row.values[i]);
  }
  return key;
}

Result<std::map<Key, std::int64_t>> counts_of(const Table& table) {
  std::map<Key, std::int64_t> out;
  if (table.dimensions.empty()) return fault(table, "there is no column beside the count");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    const std::string where = "row " + std::to_string(i + 2);  // the header is row 1
    if (row.count < 0) return fault(table, where + ": the count is below 0");
    if (!out.emplace(key_of(table, row), row.count).second) {
      return fault(table, where + ": this combination was there before; add the two up");
    }
  }
  if (out.empty()) return fault(table, "there are no rows");
  return out;
}

// Each total as the sum of what is below it, from the finest on.
Result<void> add_totals(const Table& table, std::map<Key, std::int64_t>& counts) {
  for (const auto& dimension : table.dimensions) {
    std::map<Key, std::int64_t> sums;
    for (const auto& [key, count] : counts) {
      if (!key.contains(dimension)) continue;
      Key whole = key;
      whole.erase(dimension);
      sums[std::move(whole)] += count;
    }
    for (auto& [key, sum] : sums) {
      const auto [at, is_new] = counts.emplace(key, sum);
      if (!is_new && at->second != sum) {
        return fault(table, "the total of " + words_of(key) + " over " + dimension + " is " +
                                std::to_string(at->second) + ", and its rows make " +
                                std::to_string(sum) +
                                "; leave totals out, or give all rows that belong to them");
      }
    }
    if (counts.size() > k_most_cells) return fault(table, "this is too large a table to attack");
  }
  return {};
}

// What a released table and this one say of the same children.
Error disagreement(const Table& table, const Key& key, std::int64_t here, std::int64_t there) {
  const auto apart = here > there ? here - there : there - here;
  std::string words = "counts " + std::to_string(here) + " at " + words_of(key) +
                      " and another table " + std::to_string(there) + ".";
  if (apart < 8) words += " Their difference would show " + std::to_string(apart) + " children.";
  words += " Linked tables count the same children: give a period or a scope that differs a column";
  return fault(table, std::move(words));
}

using Counts = std::map<Key, std::int64_t>;
using Index = std::map<Key, std::size_t>;

// What was published before, on the cells of one table.
Result<void> take_answers(const Table& table, const Index& index, Cells& to) {
  for (const auto& row : table.rows) {
    if (!row.answered) continue;
    const auto key = key_of(table, row);
    auto& cell = to.all[index.at(key)];
    if (cell.answered && *cell.answered != *row.answered) {
      return fault(table, "of " + words_of(key) + " two tables say that another answer was given");
    }
    cell.answered = row.answered;
  }
  return {};
}

// The sums of one table, each once however many tables have it.
class Sums {
 public:
  Sums(const Index& index, std::vector<Sum>& out) : index_(index), out_(out) {}
  void add(const Table& table, const Counts& counts) {
    for (const auto& dimension : table.dimensions) {
      std::map<std::size_t, std::vector<std::size_t>> parts;
      for (const auto& [key, count] : counts) {
        if (!key.contains(dimension)) continue;
        Key whole = key;
        whole.erase(dimension);
        parts[index_.at(whole)].push_back(index_.at(key));
      }
      for (auto& [whole, list] : parts) {
        if (!seen_.emplace(whole, list).second) continue;
        out_.push_back({.whole = whole, .over = dimension, .parts = std::move(list)});
      }
    }
  }

 private:
  const Index& index_;
  std::vector<Sum>& out_;
  std::set<std::pair<std::size_t, std::vector<std::size_t>>> seen_;
};

// Rows as they came, then the totals that were added.
std::vector<std::size_t> rows_of(const Table& table, const Counts& counts, const Index& index) {
  std::vector<std::size_t> out;
  std::set<std::size_t> given;
  for (const auto& row : table.rows) {
    out.push_back(index.at(key_of(table, row)));
    given.insert(out.back());
  }
  for (const auto& [key, count] : counts) {
    if (!given.contains(index.at(key))) out.push_back(index.at(key));
  }
  return out;
}

}  // namespace

std::string words_of(const Key& key) {
  std::string out;
  for (const auto& [dimension, value] : key) {
    out += (out.empty() ? "" : ", ") + dimension + " " + value;
  }
  return out.empty() ? "all" : out;
}

std::vector<std::string> values_of(const Key& key, const std::vector<std::string>& dimensions) {
  std::vector<std::string> out;
  for (const auto& dimension : dimensions) {
    const auto at = key.find(dimension);
    out.push_back(at == key.end() ? std::string(k_total) : at->second);
  }
  return out;
}

Result<Cells> read_cells(std::span<const Table> tables) {
  Counts all;
  std::vector<Counts> each;
  for (const auto& table : tables) {
    MASH_TRY(auto counts, counts_of(table));
    MASH_TRY_DO(add_totals(table, counts));
    for (const auto& [key, count] : counts) {
      const auto [at, is_new] = all.emplace(key, count);
      if (!is_new && at->second != count) return disagreement(table, key, count, at->second);
    }
    each.push_back(std::move(counts));
  }
  Cells out;
  Index index;
  for (const auto& [key, count] : all) {
    index.emplace(key, out.all.size());
    out.all.push_back({.key = key, .count = count});
  }
  Sums sums(index, out.sums);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    MASH_TRY_DO(take_answers(tables[t], index, out));
    sums.add(tables[t], each[t]);
    out.of_table.push_back(rows_of(tables[t], each[t], index));
  }
  for (std::size_t s = 0; s < out.sums.size(); ++s) {
    out.all[out.sums[s].whole].sums.push_back(s);
    for (const auto part : out.sums[s].parts) out.all[part].sums.push_back(s);
  }
  return out;
}

}  // namespace mash::protect
