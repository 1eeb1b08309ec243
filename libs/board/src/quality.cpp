// SPDX-License-Identifier: MIT
#include "mash/board/quality.h"

#include <algorithm>
#include <array>

#include "mash/base/assert.h"

namespace mash::board {

namespace {

constexpr std::array<std::string_view, 3> k_unknown{"NOT_KNOWN", "NOT_SAID", "NOT_RATED"};
constexpr std::int64_t k_percent = 100;

bool is_unknown(const std::string& value) {
  return std::ranges::find(k_unknown, value) != k_unknown.end();
}

}  // namespace

Quality quality_of(const Definitions& all, const TableDefinition& table, const Cells& cells) {
  const auto grid = grid_of(all, table, Totals::with);
  MASH_ASSERT(grid.size() == cells.size());
  const auto total = cells.back();  // all dimensions end with their total
  Quality out;
  out.few = !total || *total < all.least_base;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const bool whole_value =
        std::ranges::count_if(grid[i], [](const std::string& value) { return value != k_total; }) ==
            1 &&
        std::ranges::any_of(grid[i], is_unknown);
    if (whole_value && total && cells[i] && *cells[i] * k_percent > *total * all.unknown_percent) {
      out.much_unknown = true;
    }
  }
  return out;
}

}  // namespace mash::board
