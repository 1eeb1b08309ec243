// SPDX-License-Identifier: MIT
// `openmash backup`: the hub's SQLite database as a copy for long, and its data keys apart, to be
// kept briefly (docs/operations.md). Runs beside the hub, as its user. What not: PostgreSQL, the
// root keys (keys.json), the rest of the folder.
#pragma once

#include <string>

#include "settings.h"

namespace mash::server {

struct BackupArguments {
  std::string to, keys_to;           // folders
  std::string from, keys, database;  // files
};

int backup_take_command(const Settings& settings, const BackupArguments& arguments);
int backup_join_command(const BackupArguments& arguments);

}  // namespace mash::server
