// SPDX-License-Identifier: MIT
// `openmash backup`: the SQLite database of hub or gate as a copy for long, and its data keys
// apart, to be kept briefly and then deleted (docs/operations.md): so an old `gate-content`, or an
// old root key, opens no copy that is older than that. Runs beside the room, as its user. What not:
// PostgreSQL, the root keys (keys.json), the rest of the folder.
#pragma once

#include <string>

#include "mash/base/time.h"
#include "settings.h"

namespace mash::server {

struct BackupArguments {
  std::string to, keys_to;           // folders
  std::string from, keys, database;  // files
  bool gate = false;                 // the gate's database, not the hub's
};

// How long copies of data keys live: until then what was destroyed can be brought back (security.md
// 6, "Shred a case").
inline constexpr Duration k_data_keys_kept = Duration::days(35);
// Overwrites and deletes the copies of a room's data keys ("hub" or "gate") in this folder whose
// name says that they are older; a copy that another program made stays. Answers how many. Throws
// std::filesystem::filesystem_error.
int delete_old_data_keys(const std::string& folder, const std::string& room, UtcTime now);

int backup_take_command(const Settings& settings, const BackupArguments& arguments);
int backup_join_command(const BackupArguments& arguments);

}  // namespace mash::server
