// SPDX-License-Identifier: MIT
// `openmash audit verify`: the whole record of a hub or a gate, rows against tiles and checkpoint,
// and each row's sealed detail against its commitment.
#pragma once

#include <filesystem>
#include <string>

#include "mash/db/database.h"
#include "mash/json/value.h"
#include "mash/pipeline/vault.h"

namespace mash::server {

// {"intact": true, "size": n, "root": "..."} or {"intact": false, "entry": n or null, "what":
// "..."}. `witnessed`: the file of a Witnessing, from which the log must go on. Nobody may be
// writing to the folder's tiles meanwhile. Cost: about 10 microseconds an entry.
json::Value verify_record(db::Database& database, const pipeline::KeyRing& keys,
                          const std::filesystem::path& tiles, const std::string& origin,
                          const std::filesystem::path& witnessed = {});

}  // namespace mash::server
