// SPDX-License-Identifier: MIT
// Screens on the wall as rows. The token itself is never stored, only its hash.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"

namespace mash::live {

struct WallRow {
  std::string id;
  StaffId started_by;
  UtcTime started_at;
  UtcTime ends_at;
};
void insert_wall(db::Transaction& tx, const WallRow& row, const Bytes& hash);
// Those that have not run out.
std::optional<WallRow> find_wall(db::Transaction& tx, const std::string& id, UtcTime now);
std::optional<WallRow> find_wall_of(db::Transaction& tx, const Bytes& hash, UtcTime now);
std::vector<WallRow> all_walls(db::Transaction& tx, UtcTime now);  // the oldest first
void remove_wall(db::Transaction& tx, const std::string& id);
void remove_walls_that_ended(db::Transaction& tx, UtcTime now);

}  // namespace mash::live
