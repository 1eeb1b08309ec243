// SPDX-License-Identifier: MIT
// An agency's list of people (a CSV file), compared with those whom the hub knows.
// What not: nobody on the list comes into the record by it, and of those who are like nobody
// nothing is kept. The pages are in extract_pages.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/people/index.h"

namespace mash::people {

// One row. The role and what only the hub gives (ids, times) stay empty.
struct Listed {
  std::size_t row = 0;    // in the file; the header is row 1
  std::string reference;  // as the agency calls this person
  Statement said;
};

struct Extract {
  std::vector<Listed> people;
  std::vector<std::string> read;      // "Family name: surname", as the columns were taken
  std::vector<std::string> left_out;  // headers of the others
};

// So many rows against 2,000 statements took 0.8 s in a debug build, in the turn of the one writer:
// nobody else saves anything meanwhile.
inline constexpr std::size_t k_most_listed = 2000;

// Columns are taken by their headers and cells, as `openmash link` does; `id_column` is the header
// of the agency's own reference. A full name is parted at its comma or before its last word.
// Errors: invalid_input at `list` or `id_column`, naming row and column, never a cell: a file that
// is no CSV, no column of names, more than k_most_listed people.
// Thread safety: pure.
Result<Extract> read_extract(std::string_view csv, const std::string& id_column);

struct Found {
  Listed listed;
  std::vector<Candidate> candidates;  // the best first
};
// At most this many candidates for one row: more than that are a common name.
inline constexpr std::size_t k_most_for_one = 3;
// Those on the list who may be known (k_may_be_same), likeliest first; nothing of what was said in
// `hidden` cases takes part.
std::vector<Found> find_known(const Recogniser& recogniser, Extract extract,
                              const std::set<CaseId>& hidden);

}  // namespace mash::people
