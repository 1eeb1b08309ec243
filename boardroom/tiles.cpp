// SPDX-License-Identifier: MIT
#include "tiles.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "board_tiles_data.h"
#include "mash/json/value.h"

namespace mash::boardroom {

Result<std::vector<Tile>> parse_tiles(std::string_view text) {
  MASH_TRY(const auto file, json::parse(text));
  const auto* const tiles = file["tiles"].as_array();
  if (tiles == nullptr) return invalid("tiles", "Give the tiles as a list");
  std::vector<Tile> out;
  std::set<std::pair<int, int>> places;
  std::set<std::string> codes;
  for (const auto& one : *tiles) {
    Tile tile{.code = one.text("code"),
              .name = one.text("name"),
              .row = static_cast<int>(one.number("row")),
              .column = static_cast<int>(one.number("column"))};
    const bool inside = tile.row >= 1 && tile.row <= k_tile_rows && tile.column >= 1 &&
                        tile.column <= k_tile_columns;
    if (tile.code.empty() || tile.name.empty() || !inside) {
      return invalid("tiles", "Give each tile a code, a name, and a row and column of the grid");
    }
    if (!places.emplace(tile.row, tile.column).second || !codes.insert(tile.code).second) {
      return invalid("tiles", "Give each authority one place of its own");
    }
    out.push_back(std::move(tile));
  }
  std::ranges::sort(out, {}, &Tile::name);
  return out;
}

const std::vector<Tile>& built_in_tiles() {
  static const std::vector<Tile> all = [] {
    auto read = parse_tiles(board_tiles_data());
    if (!read) throw std::logic_error("board_tiles.json: " + read.error().message);
    return *std::move(read);
  }();
  return all;
}

}  // namespace mash::boardroom
