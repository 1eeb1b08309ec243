// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "mash/simulation/family.h"
#include "mash/simulation/lists.h"

namespace mash::linkgen {

using simulation::Lists;
using simulation::Origin;

enum class Layout {
  many,       // as agencies hold people: one to twelve records each, mean about 2.4
  one_each,   // a health register: one record a person
  two_files,  // two registers, each person at most once in each; about three quarters in either
};

struct Plan {
  std::uint64_t records = 0;  // exactly so many rows, over both files
  std::uint64_t seed = 1;
  Layout layout = Layout::many;
  std::uint64_t queries = 0;  // at most one a person
};

// Rows as CSV text without their id, and whose each is.
struct Rows {
  std::string text;
  std::vector<std::uint64_t> ends;
  std::vector<std::uint32_t> people;

  std::size_t size() const { return ends.size(); }
  std::string_view row(std::size_t i) const;
};

struct Truth {
  Origin origin = Origin::english;
  std::uint8_t twin = 0;
  std::uint32_t family = 0;
};

struct Generated {
  Rows records, second, queries;  // `second` only with Layout::two_files
  std::vector<Truth> people;      // a row's person is a place in this list
};

// Makes families until there are enough rows, then puts the rows of each table into random order.
// The same plan and lists give the same bytes on every machine. About 120 bytes of memory a row.
Generated generate(const Lists& lists, const Plan& plan);

// The header and rows of one table. Ids are `prefix` and eight digits in file order, so they tell
// nothing. `query_id` heads the first column of a query file, `record_id` of others.
void write_rows(std::ostream& out, const Rows& rows, char prefix);
// record_id (or query_id), cluster_id, group; without header.
void write_truth(std::ostream& out, const Generated& made, const Rows& rows, char prefix);
// cluster_id, family_id, twin.
void write_families(std::ostream& out, const Generated& made);

}  // namespace mash::linkgen
