// SPDX-License-Identifier: MIT
// A table made ready to compare: normalised, in integers, one cache line or two a record.
//
// What: vocabularies of distinct names and texts with what comparing and blocking need of each; a
// row of 32-bit cells a record; further values (aliases, earlier addresses) beside it.
// What not: it decides nothing about pairs.
// Shapes: cell(row, kind) is an id in the kind's vocabulary, a packed PartialDate for dob, 1 or 2
// for sex; 0 is missing. Given names, middle names and surnames share one vocabulary, so that names
// in the wrong order are seen by their ids. Thread safety: const use from many threads. Cost: 1
// million records in 0.5 s with 2 threads.
#pragma once

#include <array>
#include <span>

#include "mash/linkage/memory.h"
#include "mash/linkage/model.h"
#include "mash/linkage/normalise.h"
#include "mash/linkage/table.h"

namespace mash::linkage {

// What pairs of names are the same name: "william bill", both plain, one pair a line.
using NameVariants = std::string_view;

// A distinct text. 32 bytes: two in a cache line.
struct Entry {
  std::array<char, 16> head{};  // its first bytes, then zeros
  std::uint32_t letters = 0;    // letters_of
  std::uint32_t sound = 0;      // hash of sound_code, 0 if none
  std::uint32_t spelling = 0;   // id of the frequent entry that this one is likely a misspelling of
  std::uint8_t length = 0;      // bytes, at most 255
  std::uint8_t marks = 0;       // below
};
constexpr std::uint8_t k_initial = 1;      // one letter
constexpr std::uint8_t k_several = 2;      // several words
constexpr std::uint8_t k_verified = 4;     // an identifier whose check digit is right
constexpr std::uint8_t k_variants = 8;     // has entries of the same name
constexpr std::uint8_t k_long_sound = 16;  // three sounds or more

class Vocabulary {
 public:
  [[nodiscard]] const Entry& operator[](std::uint32_t id) const { return entries_.data()[id]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }
  [[nodiscard]] std::string_view text(std::uint32_t id) const { return texts_.text(id); }
  [[nodiscard]] std::uint64_t hash(std::uint32_t id) const { return texts_.hash(id); }
  // Ids of the single words of an entry of several words; empty for others.
  [[nodiscard]] std::span<const std::uint32_t> words(std::uint32_t id) const;
  // Ids of other forms of a name.
  [[nodiscard]] std::span<const std::uint32_t> forms(std::uint32_t id) const {
    if (variant_begin_.empty()) return {};
    return std::span(variants_).subspan(variant_begin_[id],
                                        variant_begin_[id + 1] - variant_begin_[id]);
  }
  // Are these two spellings or short forms of one name?
  [[nodiscard]] bool variants(std::uint32_t a, std::uint32_t b) const;
  // Gives back what only adding texts needs. None may be added after it.
  void close() { texts_.close(); }

 private:
  friend class Preparing;
  Large<Entry> entries_;
  Dictionary texts_;
  std::vector<std::uint32_t> word_begin_, words_;
  std::vector<std::uint32_t> variant_begin_, variants_;
};

// Values beside the first: those of `row` are values[begin[row]] .. values[begin[row + 1]].
struct FurtherValues {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> values;
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t row) const {
    if (begin.empty()) return {};
    return std::span(values).subspan(begin[row], begin[row + 1] - begin[row]);
  }
};

struct PrepareOptions {
  Fold fold = fold_latin;
  NameVariants variants;  // must outlive the call only
  unsigned threads = 1;
  // Each record alone says what it is: nothing is taken from how the others look (the order of
  // dates, 1 January as a default, likely spellings), and all kinds have their place.
  bool each_alone = false;
  // A record takes no more room than its kinds need, instead of whole cache lines: for many people
  // of whom few are read at a time.
  bool tight = false;
};

class Prepared {
 public:
  [[nodiscard]] std::uint32_t rows() const { return rows_; }
  // The kinds that have a value in some record, in the order of Kind.
  [[nodiscard]] std::span<const Kind> kinds() const { return kinds_; }
  [[nodiscard]] bool has(Kind kind) const { return slot(kind) != k_none; }
  [[nodiscard]] std::uint32_t cell(std::uint32_t row, Kind kind) const {
    return row_cells(row)[slot(kind)];
  }
  // Cells by slot; for loops that prefetch.
  [[nodiscard]] const std::uint32_t* row_cells(std::uint32_t row) const {
    return cells_.data() + std::size_t{row} * stride_;
  }
  // Asks memory for a record, to have it near a little later.
  void fetch_cells(std::uint32_t row) const {
    __builtin_prefetch(row_cells(row));
    __builtin_prefetch(row_cells(row) + stride_ - 1);
  }
  // Asks for what comparing the record will read beside its cells. Those must be near already.
  void fetch_entries(std::uint32_t row) const {
    const auto* cells = row_cells(row);
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
      if (cells[i] == 0 || kinds_[i] == Kind::dob || kinds_[i] == Kind::sex) continue;
      __builtin_prefetch(&vocabulary(kinds_[i])[cells[i]]);
    }
  }
  // The same of its names alone.
  void fetch_names(std::uint32_t row) const {
    for (const Kind kind : {Kind::given_name, Kind::surname})
      if (has(kind)) __builtin_prefetch(&vocabulary(kind)[cell(row, kind)]);
  }
  [[nodiscard]] std::uint8_t slot(Kind kind) const {
    return slots_[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] const Vocabulary& vocabulary(Kind kind) const {
    return vocabularies_[vocabulary_of(kind)];
  }
  // Has one of the two records further values of this kind? The mark stands in the record's last
  // cell.
  [[nodiscard]] bool has_further(std::uint32_t a, std::uint32_t b, Kind kind) const {
    return ((row_cells(a)[stride_ - 1] | row_cells(b)[stride_ - 1]) >> static_cast<unsigned>(kind) &
            1U) != 0;
  }
  [[nodiscard]] const FurtherValues& further(Kind kind) const {
    return further_[static_cast<std::size_t>(kind)];
  }
  // How many records have this value as their first (or as a further) value.
  [[nodiscard]] std::uint32_t count(Kind kind, std::uint32_t value) const;
  // The distinct dates of birth, ascending, and where one that is there stands.
  [[nodiscard]] std::span<const std::uint32_t> dates() const { return dates_; }
  [[nodiscard]] std::size_t date_index(std::uint32_t date) const;
  // Of the record's source and id alone: breaks ties the same way in any order of input.
  [[nodiscard]] std::uint64_t order(std::uint32_t row) const { return order_[row]; }
  [[nodiscard]] std::uint16_t source(std::uint32_t row) const { return source_[row]; }

  // Some of the records, in this order, with the vocabularies and likely spellings of all.
  [[nodiscard]] Prepared some(std::span<const std::uint32_t> rows) const;
  // Gives back what only counting, learning and adding need: count, dates and source may not be
  // called after it.
  void keep_for_comparing();

  static constexpr std::uint8_t k_none = 255;

 private:
  friend class Preparing;
  static std::size_t vocabulary_of(Kind kind) {
    const bool name = kind == Kind::middle_name || kind == Kind::surname;
    return static_cast<std::size_t>(name ? Kind::given_name : kind);
  }
  void count_values(unsigned threads);
  void count_dates();
  std::uint32_t rows_ = 0;
  std::size_t stride_ = 0;
  std::vector<Kind> kinds_;
  std::array<std::uint8_t, k_kinds> slots_{};
  Large<std::uint32_t> cells_;
  std::array<Vocabulary, k_kinds> vocabularies_;
  std::array<FurtherValues, k_kinds> further_;
  std::array<std::vector<std::uint32_t>, k_kinds> counts_;
  std::vector<std::uint32_t> dates_;  // distinct, ascending: counts_ of dob go with them
  std::vector<std::uint64_t> order_;
  std::vector<std::uint16_t> source_;
};

Prepared prepare(const Table& table, const PrepareOptions& options);

}  // namespace mash::linkage
