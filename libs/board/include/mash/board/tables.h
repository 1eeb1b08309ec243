// SPDX-License-Identifier: MIT
// The closed list of tables that a hub may publish to the Board (data/board_tables.json): what each
// counts, by which dimensions, and which values those have. There is no other way to ask a hub for
// a figure, so that whoever sees all that was published sees nothing that was not attacked first.
//
// What not: counting (hub/figures), hiding (figures.h). Nothing here has room for a case, a date, a
// place or a word that somebody typed.
// Errors: invalid_input naming the member. Thread safety: immutable values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::board {

struct Named {
  std::string code;
  std::string words;
};
struct Dimension {
  std::string code;
  std::string words;
  std::vector<Named> values;
};
// What is counted. A thing has one value in each dimension of its unit, so that tables of one unit
// add up to the same total.
struct Unit {
  std::string code;
  std::string words;
  std::vector<std::string> dimensions;
  // Of which it would harm a group to be known to be all of one kind (protect::Rules).
  std::vector<std::string> sensitive;
};
struct TableDefinition {
  std::string id;
  std::string title;
  std::string unit;
  std::vector<std::string> dimensions;
};
struct Definitions {
  int version = 0;
  int least_base = 0;       // no percentage of fewer
  int unknown_percent = 0;  // with more of them not known, a comparison says that it is weak
  std::vector<Dimension> dimensions;
  std::vector<Unit> units;
  std::vector<TableDefinition> tables;
  std::vector<Named> elements;  // the five core elements
  std::vector<Named> evidence;  // on what their state rests
};

inline constexpr std::string_view k_total = "TOTAL";  // the value of a dimension that is summed up

Result<Definitions> parse_definitions(std::string_view text);
const Definitions& built_in_definitions();

// Null: there is none.
const TableDefinition* find_table(const Definitions& all, std::string_view id);
// The dimension and the unit of a table are always there.
const Dimension& dimension_of(const Definitions& all, std::string_view code);
const Unit& unit_of(const Definitions& all, std::string_view code);
// "Total" for k_total.
std::string words_of(const Definitions& all, std::string_view dimension, std::string_view value);

// All combinations of values in a fixed order: the last dimension runs fastest. With totals each
// dimension ends with k_total.
enum class Totals : bool { without, with };
std::vector<std::vector<std::string>> grid_of(const Definitions& all, const TableDefinition& table,
                                              Totals totals);

}  // namespace mash::board
