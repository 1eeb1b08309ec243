// SPDX-License-Identifier: MIT
// What makes a published table weak for comparing, of its shown cells alone, so that whoever has
// the publication reads the same warning.
// Source: least_base and unknown_percent of data/board_tables.json, with theirs.
// Thread safety: pure functions. Cost: linear in the cells.
#pragma once

#include <cstdint>
#include <optional>

#include "mash/board/figures.h"

namespace mash::board {

struct Quality {
  bool few = false;           // shown as fewer in all than a percentage may be of, or hidden
  bool much_unknown = false;  // of more than so many percent something that it compares is unknown
  auto operator<=>(const Quality&) const = default;
};
// `cells`: of this table, in the order of grid_of(with totals).
Quality quality_of(const Definitions& all, const TableDefinition& table, const Cells& cells);

}  // namespace mash::board
