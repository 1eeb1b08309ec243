// SPDX-License-Identifier: MIT
// A hub's figures of one quarter, and what of them may be published.
//
// What: facts are counted into the tables of the closed list; tables of one unit are hidden and
// rounded together (style of NHS England: 1 to 7 hidden, others to the nearest 5), in the last
// quarter of a year together with what was published of the other three and with the year, and then
// attacked as a whole. What was published stands: the same cell has the same answer for ever. What
// cannot be shown safely is not published, the finest table first.
// What not: London as a whole (whoever adds up shown cells adds up nothing else), percentages.
// Errors: invalid_input: a fact that has no place in the list; figures of before that are none.
// Deterministic. Thread safety: pure functions. Cost: linear programmes, up to some seconds in the
// last quarter of a year.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mash/board/quarter.h"
#include "mash/board/tables.h"

namespace mash::board {

// One thing that is counted: its value in each dimension of its unit, and how many such there are.
struct Fact {
  std::string unit;
  std::map<std::string, std::string, std::less<>> values;  // dimension to value, as codes
  std::int64_t count = 1;
};

// By table and in the order of grid_of(without totals). Exact: for the hub alone.
using Counted = std::map<std::string, std::vector<std::int64_t>, std::less<>>;
Result<Counted> count(const Definitions& all, std::span<const Fact> facts);

// By table and in the order of grid_of(with totals); nothing: hidden.
using Cells = std::vector<std::optional<std::int64_t>>;
struct Shown {
  std::map<std::string, Cells, std::less<>> quarter;
  std::map<std::string, Cells, std::less<>> year;  // only in its last quarter
  auto operator<=>(const Shown&) const = default;
};

// What was published of an earlier quarter, with the counts behind it.
struct Earlier {
  Quarter quarter;
  Counted counted;
  Shown shown;
};

// `earlier`: of any quarters, in any order. The year is there if its first three are.
Result<Shown> protect_quarter(const Definitions& all, Quarter quarter, const Counted& counted,
                              std::span<const Earlier> earlier);

// What whoever has all of this can reach of the cells that were hidden or rounded: an error names
// one of which a single count is left. Of one year.
Result<void> attack_published(const Definitions& all, std::span<const Earlier> published);

}  // namespace mash::board
