// SPDX-License-Identifier: MIT
#include "board_shelf.h"

#include <algorithm>
#include <array>

#include "mash/json/value.h"

namespace mash::server {

namespace {

constexpr const char* k_directory = "hubs";
constexpr const char* k_taken = "taken";
constexpr const char* k_ending = ".json";

const board::Definitions& definitions() {
  return board::built_in_definitions();
}

Error damaged(const std::string& name) {
  return {ErrorCode::internal,
          "The file " + name +
              " in the folder of the Board was changed or is damaged. Take it away "
              "and take the hub's file again",
          {}};
}

Result<boardroom::Taken> read_taken(const Path& file) {
  const auto name = file.filename().string();
  const auto text = read_file(file);
  if (!text) return damaged(name);
  const auto kept = json::parse(*text);
  if (!kept) return damaged(name);
  const auto key = from_hex(kept->text("key"));
  boardroom::Taken out;
  if (!key || key->size() != out.key.size()) return damaged(name);
  std::ranges::copy(*key, out.key.begin());
  auto publication = board::open(definitions(), kept->text("file"), out.key);
  if (!publication) return damaged(name);
  out.publication = *std::move(publication);
  return out;
}

std::string name_of(const board::Publication& one, std::string_view file) {
  constexpr std::size_t k_digits = 16;
  return one.hub + "." + one.quarter.code() + "." +
         hex(crypto::sha256(as_bytes(file))).substr(0, k_digits) + k_ending;
}

}  // namespace

Result<BoardShelf> BoardShelf::at(const std::string& folder) {
  const Path path = folder;
  for (const char* other : {"hub", "gate", "made-for", "keys.json"}) {
    if (!std::filesystem::exists(path / other)) continue;
    return invalid("dir", "This is the folder of a hub, a gate or a witness. Name one of its own");
  }
  return BoardShelf(path);
}

Result<std::optional<exchange::Directory>> BoardShelf::directory() const {
  std::optional<exchange::Directory> out;
  if (!std::filesystem::exists(folder_ / k_directory)) return out;
  MASH_TRY(const auto text, read_file(folder_ / k_directory));
  MASH_TRY(auto read, exchange::decode_directory(text));
  out = std::move(read.directory);
  return out;
}

Result<std::int64_t> BoardShelf::take_directory(std::string_view text, std::string_view first,
                                                UtcTime now) const {
  MASH_TRY(const auto next, exchange::decode_directory(text));
  make_folder(folder_);
  MASH_TRY(const auto lock, FolderLock::take(folder_));
  MASH_TRY(const auto before, directory());
  MASH_TRY_DO(exchange::check_next(next, before, first, now));
  write_file(folder_ / k_directory, text);
  return next.directory.version;
}

Result<BoardShelf::Verdicts> BoardShelf::take(const std::vector<std::string>& files,
                                              UtcTime now) const {
  if (!std::filesystem::exists(folder_ / k_directory)) {
    return invalid("dir",
                   "There is no directory of hubs here. Take one first: openmash board hubs");
  }
  MASH_TRY(const auto lock, FolderLock::take(folder_));
  MASH_TRY(auto held, read());
  make_folder(folder_ / k_taken);
  Verdicts out;
  for (const auto& file : files) {
    auto taken =
        boardroom::take(definitions(), held.directory.value(), held.publications, file, now);
    if (!taken) {
      out.emplace_back(std::move(taken).error());
      continue;
    }
    json::Value kept;
    kept.set("key", hex(taken->key));
    kept.set("file", file);
    write_file(folder_ / k_taken / name_of(taken->publication, file), json::encode(kept));
    held.publications.push_back(taken->publication);
    out.emplace_back(std::move(taken->publication));
  }
  return out;
}

Result<boardroom::Holdings> BoardShelf::read() const {
  boardroom::Holdings out;
  MASH_TRY(out.directory, directory());
  for (const auto& name : listing()) {
    if (!name.ends_with(k_ending)) continue;
    MASH_TRY(auto taken, read_taken(folder_ / k_taken / name));
    out.publications.push_back(std::move(taken.publication));
  }
  boardroom::sort(out.publications);
  return out;
}

std::vector<std::string> BoardShelf::listing() const {
  std::vector<std::string> out;
  if (std::filesystem::exists(folder_ / k_taken)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / k_taken)) {
      auto name = entry.path().filename().string();
      if (name.ends_with(k_ending)) out.push_back(std::move(name));
    }
  }
  std::ranges::sort(out);
  // A directory changes by its version alone.
  if (const auto text = read_file(folder_ / k_directory)) {
    out.push_back(hex(crypto::sha256(as_bytes(*text))));
  }
  return out;
}

}  // namespace mash::server
