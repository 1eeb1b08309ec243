// SPDX-License-Identifier: MIT
// What conditions need to know of each record, worked out once: texts as numbers, numbers, lists.
//
// What: each expression that concerns one record becomes a column of numbers; expressions that are
// compared for equality share one numbering. What not: pairs (program.h).
// Errors: invalid_input naming a column that the files lack or that holds what a cast forbids.
// Thread safety: const use from many threads once built.
// Cost: an expression of one column is evaluated once per distinct value, others once per record.
#pragma once

#include <map>
#include <span>

#include "alike.h"
#include "expression.h"
#include "mash/linkage/table.h"

namespace mash::splink {

using Term = std::uint32_t;

class Terms {
 public:
  // Before building. The expression's columns are of one side.
  Term add(const Expression& e);
  // The logarithm to base 2 of the share of records with a column's value that have this one.
  Term add_log_frequency(const std::string& column);
  // Equal texts of these two terms are to have equal numbers.
  void join(Term a, Term b);

  // Row i is record order[i] of the table.
  Result<bool> build(const linkage::Table& table, std::span<const std::uint32_t> order,
                     unsigned threads);

  [[nodiscard]] std::uint32_t rows() const { return rows_; }
  // Of texts: 0 is NULL.
  [[nodiscard]] std::uint32_t id(Term term, std::uint32_t row) const {
    return ids_[std::size_t{row} * id_stride_ + place_[term]];
  }
  // Of numbers, times and conditions: not a number is NULL.
  [[nodiscard]] double number(Term term, std::uint32_t row) const {
    return numbers_[std::size_t{row} * number_stride_ + place_[term]];
  }
  [[nodiscard]] Text text(Term term, std::uint32_t id) const {
    return pools_[pool_[term]].text(id);
  }
  // Of lists: sorted, each once; for id() of the row.
  [[nodiscard]] std::span<const std::uint32_t> list(Term term, std::uint32_t id) const {
    const auto& l = lists_.at(term);
    return std::span(l.items).subspan(l.begin[id], l.begin[id + 1] - l.begin[id]);
  }
  void prefetch(std::uint32_t row) const {
    __builtin_prefetch(ids_.data() + std::size_t{row} * id_stride_);
    __builtin_prefetch(numbers_.data() + std::size_t{row} * number_stride_);
  }
  // Distinct columns that the terms need.
  [[nodiscard]] std::vector<std::string> columns() const;

 private:
  struct Entry {
    Expression expression;
    bool log_frequency = false;
  };
  // Distinct texts of joined terms: 0 is NULL, 1 the empty text.
  struct Pool {
    linkage::Dictionary texts;
    std::vector<char> ascii = {1, 1};
    std::uint32_t add(std::string_view text);
    [[nodiscard]] Text text(std::uint32_t id) const {
      if (id < 2) return {};
      return {texts.text(id - 1), ascii[id] != 0};
    }
  };
  struct Lists {
    std::vector<std::uint32_t> begin = {0, 0};  // by id
    std::vector<std::uint32_t> items;
  };
  class Column;
  class Building;

  Term put(const std::string& key, Entry entry);
  Result<bool> build_pool(std::size_t pool, const linkage::Table& table,
                          std::span<const std::uint32_t> order);
  Result<bool> build_numbers(Term term, const linkage::Table& table,
                             std::span<const std::uint32_t> order);
  void log_frequencies(Term term, const linkage::Table& table,
                       std::span<const std::uint32_t> order);

  std::vector<Entry> entries_;
  std::map<std::string, Term> known_;
  std::vector<Term> joined_;         // union-find
  std::vector<std::uint32_t> pool_;  // by term
  std::vector<Pool> pools_;
  std::map<Term, Lists> lists_;
  std::vector<std::uint32_t> place_;  // by term: in ids_ or numbers_
  std::uint32_t rows_ = 0;
  std::size_t id_stride_ = 0;
  std::size_t number_stride_ = 0;
  std::vector<std::uint32_t> ids_;
  std::vector<double> numbers_;
};

// Where a column stands in the table; names are the same in upper and lower case, as in SQL.
std::optional<std::size_t> find_column(const linkage::Table& table, std::string_view name);

}  // namespace mash::splink
