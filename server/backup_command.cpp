// SPDX-License-Identifier: MIT
#include "backup_command.h"

#include <filesystem>
#include <iostream>

#include "folder.h"
#include "mash/base/time.h"
#include "mash/db/copy.h"
#include "say.h"

namespace mash::server {

namespace {

const std::vector<std::string>& tables_apart() {
  static const std::vector<std::string> tables = {"data_key"};
  return tables;
}

Result<void> check_folders(const BackupArguments& a) {
  for (const auto& [option, folder] : {std::pair{"to", a.to}, std::pair{"keys-to", a.keys_to}}) {
    if (!std::filesystem::is_directory(folder)) {
      return invalid(option, "There is no folder " + folder);
    }
  }
  if (std::filesystem::equivalent(a.to, a.keys_to)) {
    return invalid("keys-to",
                   "The keys go to another folder than the copy: whoever keeps both in "
                   "one place can destroy nothing");
  }
  return {};
}

}  // namespace

int backup_take_command(const Settings& settings, const BackupArguments& a) {
  if (const auto ok = check_folders(a); !ok) return say(ok.error());
  const Path database = Path(settings.data) / "hub" / "hub.db";
  if (!std::filesystem::exists(database)) {
    return say(invalid("data", "There is no SQLite database in " + settings.data +
                                   ": PostgreSQL is copied by its own tools (docs/operations.md)"));
  }
  std::string at = iso_utc(SystemClock{}.now());
  std::erase_if(at, [](char c) { return c == ':' || c == '-'; });
  const db::CopyFiles to{(Path(a.to) / ("hub-" + at + ".db")).string(),
                         (Path(a.keys_to) / ("hub-" + at + "-data-keys.db")).string()};
  if (const auto done = db::copy_apart(database.string(), to, tables_apart()); !done) {
    return say(done.error());
  }
  std::cout << to.copy << "\n" << to.apart << "\n";
  return 0;
}

int backup_join_command(const BackupArguments& a) {
  const auto done = db::put_together({a.from, a.keys}, a.database, tables_apart());
  if (!done) return say(done.error());
  std::cout << a.database << "\n";
  return 0;
}

}  // namespace mash::server
