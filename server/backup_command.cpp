// SPDX-License-Identifier: MIT
#include "backup_command.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "folder.h"
#include "mash/base/time.h"
#include "mash/db/copy.h"
#include "say.h"

namespace mash::server {

namespace {

const std::vector<std::string>& tables_apart() {
  static const std::vector<std::string> tables = {"data_key", "quarter_key"};
  return tables;
}

constexpr std::string_view k_after = "-data-keys.db";

// In names: sorts as it counts.
std::string stamp_of(UtcTime at) {
  std::string out = iso_utc(at);
  std::erase_if(out, [](char c) { return c == ':' || c == '-'; });
  return out;
}

// The bytes first, so that a file system that only forgets the name keeps nothing readable. What a
// disk keeps of its own accord, encryption of the disk answers for.
void overwrite(const Path& file) {
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  const std::string zeros(4096, '\0');
  for (auto left = std::filesystem::file_size(file); left > 0;) {
    const auto part = std::min<std::uintmax_t>(left, zeros.size());
    out.write(zeros.data(), static_cast<std::streamsize>(part));
    left -= part;
  }
  out.flush();
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

int delete_old_data_keys(const std::string& folder, const std::string& room, UtcTime now) {
  const std::string before = room + "-";
  const std::string oldest = stamp_of(now - k_data_keys_kept);
  std::vector<Path> old;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name.size() == before.size() + oldest.size() + k_after.size() &&
                      name.starts_with(before) && name.ends_with(k_after);
    if (ours && name.substr(before.size(), oldest.size()) < oldest) old.push_back(entry.path());
  }
  for (const auto& file : old) {
    overwrite(file);
    std::filesystem::remove(file);
  }
  return static_cast<int>(old.size());
}

int backup_take_command(const Settings& settings, const BackupArguments& a) {
  if (const auto ok = check_folders(a); !ok) return say(ok.error());
  const std::string room = a.gate ? "gate" : "hub";
  const Path database = Path(settings.data) / room / (room + ".db");
  if (!std::filesystem::exists(database)) {
    return say(invalid("data", "There is no SQLite database in " + settings.data +
                                   ": PostgreSQL is copied by its own tools (docs/operations.md)"));
  }
  const UtcTime now = SystemClock{}.now();
  const std::string at = stamp_of(now);
  const std::string name = room + "-" + at;
  const db::CopyFiles to{(Path(a.to) / (name + ".db")).string(),
                         (Path(a.keys_to) / (name + std::string(k_after))).string()};
  if (const auto done = db::copy_apart(database.string(), to, tables_apart()); !done) {
    return say(done.error());
  }
  std::cout << to.copy << "\n" << to.apart << "\n";
  if (const int gone = delete_old_data_keys(a.keys_to, room, now); gone > 0) {
    std::cerr << gone << " copies of data keys were older than 35 days and are deleted\n";
  }
  return 0;
}

int backup_join_command(const BackupArguments& a) {
  const auto done = db::put_together({a.from, a.keys}, a.database, tables_apart());
  if (!done) return say(done.error());
  std::cout << a.database << "\n";
  return 0;
}

}  // namespace mash::server
