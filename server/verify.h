// SPDX-License-Identifier: MIT
// `openmash audit verify`: the whole record of a hub or a gate, rows against tiles and checkpoint,
// and each row's sealed detail against its commitment; what `stated` tells, such as tombstones,
// against the entries that commit to it, none missing and none added.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/json/value.h"
#include "mash/pipeline/vault.h"

namespace mash::server {

// What a room's tables say that its record has committed to, by the class of the entries.
struct Stated {
  std::string kind;
  struct Line {
    std::int64_t entry = 0;
    std::string words;
  };
  std::function<std::vector<Line>(db::Transaction&)> lines;
};

// {"intact": true, "size": n, "root": "..."} or {"intact": false, "entry": n or null, "what":
// "..."}. `witnessed`: the file of a Witnessing, from which the log must go on. Nobody may be
// writing to the folder's tiles meanwhile. Cost: about 10 microseconds an entry.
json::Value verify_record(db::Database& database, const pipeline::KeyRing& keys,
                          const std::filesystem::path& tiles, const std::string& origin,
                          const std::filesystem::path& witnessed = {},
                          const std::vector<Stated>& stated = {});

}  // namespace mash::server
