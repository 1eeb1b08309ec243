// SPDX-License-Identifier: MIT
// The authorities of London and where each stands on the tile map (data/board_tiles.json).
// Thread safety: immutable values.
#pragma once

#include <string>
#include <vector>

#include "mash/base/result.h"

namespace mash::boardroom {

inline constexpr int k_tile_rows = 7;
inline constexpr int k_tile_columns = 8;
struct Tile {
  std::string code;  // of the Office for National Statistics, "E09000001"
  std::string name;
  int row = 0;  // from 1
  int column = 0;
};
// In the order of names. invalid_input: a member is missing, or two stand in one place.
Result<std::vector<Tile>> parse_tiles(std::string_view text);
const std::vector<Tile>& built_in_tiles();

}  // namespace mash::boardroom
