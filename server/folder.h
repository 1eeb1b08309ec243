// SPDX-License-Identifier: MIT
// Files of one installation: readable by its own user only, written whole or not at all.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/crypto/crypto.h"
#include "mash/db/database.h"
#include "mash/pipeline/vault.h"
#include "settings.h"

namespace mash::server {

using Path = std::filesystem::path;

// Makes the folder (mode 0700) if it is not there.
void make_folder(const Path& folder);
// The whole file; not_found if there is none.
Result<std::string> read_file(const Path& file);
// The same of a file that an option names; invalid_input with that name.
Result<std::string> read_named(const std::string& option, const Path& file);
// Mode 0600; a temporary file beside it, fsync, rename, fsync of the folder.
void write_file(const Path& file, std::string_view content);

// What an installation's folder was made for, a demonstration or work, stands in it from the first
// start. invalid_input, with the way out: it was made for the other, or it holds files and does not
// say. Not: whether it is in use.
Result<void> claim_folder(const Path& folder, bool demo);
// A command that begins an installation makes it one that works. What is there already stays as it
// is, marked or not.
void claim_if_new(const Path& folder);
// Says it of the folder of an installation that does not. invalid_input: it says the other, or is
// none; nothing is made then.
Result<void> mark_folder(const Path& folder, bool demo);

// The content of the file, or what `make` gives, written first.
std::string read_or_make(const Path& file, const std::function<std::string()>& make);

// A key whose name ends so is the one before that of the name: RootKey::before.
inline constexpr std::string_view k_key_before = ".before";
pipeline::KeyRing load_keys(const Path& file, const std::vector<std::string>& names,
                            Random& random);
crypto::Certificate load_certificate(const Path& folder, const std::string& name,
                                     const std::vector<std::string>& hosts, UtcTime now);

// Where the "hub" or the "gate" of this installation keeps its tables.
db::Options database_options(const Settings& settings, const std::string& side);

// One process owns a folder at a time (settled.md 9): holds flock on <folder>/lock until it dies.
class FolderLock {
 public:
  // conflict if another process holds it.
  static Result<FolderLock> take(const Path& folder);
  FolderLock(FolderLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}
  int file_;
};

}  // namespace mash::server
