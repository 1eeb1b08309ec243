// SPDX-License-Identifier: MIT
// File names of C2SP tlog-tiles, relative to the log's folder: "tile/0/x001/x234/067",
// "tile/1/000.p/44", "tile/entries/000". Source: https://c2sp.org/tlog-tiles
// Thread safety: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mash::audit {

constexpr unsigned k_tile_width = 256;

struct TileName {
  bool entries = false;  // a bundle of entries; then level is 0
  unsigned level = 0;    // 0 to 63; 0 holds leaf hashes
  std::uint64_t index = 0;
  unsigned width = k_tile_width;  // 1 to 255: partial

  [[nodiscard]] std::string path() const;
  // The folder of this tile's partial versions: "tile/1/000.p".
  [[nodiscard]] std::string partial_folder() const;
  static std::optional<TileName> parse(std::string_view path);
  bool operator==(const TileName&) const = default;
};

// How many hashes (or entries) the tile at this place has in a log of `size`: 0 to 256.
unsigned width_in_log(std::uint64_t size, unsigned level, std::uint64_t index);

}  // namespace mash::audit
