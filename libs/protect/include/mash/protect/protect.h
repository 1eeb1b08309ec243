// SPDX-License-Identifier: MIT
// Tables of counts that may be shown to whoever may see no child: small counts are hidden, others
// rounded where the style says so, and the result is attacked before anybody sees it.
//
// What: tables with margins, several that share margins together; a cell is what its dimensions
// say, so the margin of one table and that of another over the same children are one cell and get
// one answer. Where the attack still narrows a hidden count, more is hidden until it does not.
// What not: no rates (make them of what is shown), no weights, no hierarchies within a dimension.
// Deterministic: the answer depends on the cells, not on the order of rows or tables.
// Errors: invalid_input, naming table, row and what to do: a count that is no whole number or twice
// the same cell, totals that are not the sum, tables that disagree on a cell or on what was
// published of it, a table that cannot be shown beside what was published before.
// Thread safety: pure. Cost: two linear programmes for each hidden cell, some milliseconds for
// each with thousands of cells.
// Source: NHS England, HES analysis guide, disclosure control (default style); DfE, children in
// need statistics methodology (the other); Fischetti and Salazar 2001 for the attack.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mash/base/result.h"

namespace mash::protect {

struct Row {
  std::vector<std::string> values;  // one for each dimension; a total's is "Total" or the like
  std::int64_t count = 0;
  // What was published of this cell before stands: true, it was shown; false, it was hidden.
  std::optional<bool> answered = {};
};

struct Table {
  std::string name;  // for messages
  std::vector<std::string> dimensions;
  std::vector<Row> rows;  // a combination that is missing is known to be nobody
};

struct Rules {
  std::string marker;
  std::int64_t largest_hidden = 7;  // 1 to this are hidden, with what else has to be
  std::int64_t round_to = 1;        // what is shown, to the nearest
  // So many counts must be left for whoever attacks a hidden one; where a margin is small itself
  // and its parts cannot have as many, as many as with everything hidden, and never one alone.
  std::int64_t values_left = 5;
  // So many counts must be left for a rounded one as well; 1: rounded ones are not attacked.
  std::int64_t rounded_left = 1;
  bool tells_reach = true;  // false: a hidden cell says of its reach what its marker says; quicker
  bool tells_small = true;  // the marker says that the count is small
  // Dimensions of which it would harm a group to be known to be all of one kind: where one count
  // of theirs is all there is beside zeros, a zero is hidden too.
  std::vector<std::string> sensitive = {};
};
// 1 to 7 become "*", all else is rounded to the nearest 5, 0 is shown. No hidden count is known
// better than a rounded one.
Rules nhs_style();
// 1 to 5 become "c", and as much beside them as leaves eight counts for each (0 to 7).
Rules dfe_style();

struct Cell {
  std::vector<std::string> values;
  std::optional<std::int64_t> shown;  // nothing: hidden
  // What whoever has all shown cells of all tables, and these rules, can reach. Of a shown count:
  // that count, or what rounds to it. No upper bound: nobody can say one.
  std::int64_t lower = 0;
  std::optional<std::int64_t> upper = {};
};

struct Shown {
  std::vector<std::string> dimensions;
  std::vector<Cell> cells;  // rows as they came, then totals that were missing
};

// One answer a table, in the same order.
Result<std::vector<Shown>> protect(std::span<const Table> tables, const Rules& rules);

}  // namespace mash::protect
