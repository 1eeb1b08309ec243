// SPDX-License-Identifier: MIT
#include "hub_keys.h"

#include <algorithm>
#include <stdexcept>

#include "mash/base/log.h"

namespace mash::server {

namespace {

constexpr const char* k_file = "keys.json";

std::vector<std::string> wanted_of(const model::Borough& borough) {
  std::vector<std::string> names = own_keys();
  for (const auto& agency : borough.agencies) {
    if (agency.inside_hub) names.push_back(agency.id.text());
  }
  return names;
}

keyhold::Table read_or_make_keys(const Path& folder, const std::vector<std::string>& names,
                                 Random& random) {
  keyhold::Table table;
  if (std::filesystem::exists(folder / k_file)) table = read_keys(folder);
  bool more = false;
  for (const auto& name : names) {
    if (table.contains(name)) continue;
    const crypto::Key key = crypto::Key::make(random);
    table[name].sealed.assign(key.bytes().begin(), key.bytes().end());
    more = true;
  }
  if (more) write_keys(folder, table);
  return table;
}

// What opens by itself; an agency's that does not is sealed.
void open_one(pipeline::KeyRing& ring, const std::string& name, const keyhold::HeldKey& held) {
  if (is_own_key(name) && !held.place.unattended()) {
    throw std::runtime_error("keys.json: " + name + ": " + needs_nobody().message);
  }
  if (!held.place.unattended()) {
    ring.add_sealed(name);
    return;
  }
  const auto key = keyhold::open(name, held, {});
  if (key) {
    ring.open(name, locked(*key));
    return;
  }
  if (is_own_key(name)) throw std::runtime_error("keys.json: " + name + ": " + key.error().message);
  log::error("keys.not_opened", {{"key", name}, {"what", key.error().message}});
  ring.add_sealed(name);
}

}  // namespace

pipeline::RootKey locked(const keyhold::OpenKey& key) {
  pipeline::RootKey out{crypto::LockedKey(key.now)};
  if (key.before) out.before.emplace(*key.before);
  return out;
}

const std::vector<std::string>& own_keys() {
  static const std::vector<std::string> names = {"audit", "session", "lookup",
                                                 "box",   "sign",    pipeline::k_front_door.text()};
  return names;
}

bool is_own_key(std::string_view name) {
  return std::ranges::find(own_keys(), name) != own_keys().end();
}

std::vector<std::string> moved_with(const std::string& name) {
  if (name == pipeline::k_front_door.text()) return own_keys();
  return {name};
}

Error needs_nobody() {
  return invalid("by",
                 "The front door's key has to open without anybody: at three in the morning the "
                 "duty team has to work, and nobody is there to type. Hold it by a key file, or by "
                 "a token with --pin-file");
}

Result<keyhold::HeldKey> new_own_key(const std::string& name, const keyhold::HeldKey& held,
                                     const crypto::Key& now, const LocalDate& today,
                                     Random& random) {
  const crypto::Key next = crypto::Key::make(random);
  MASH_TRY(auto out, keyhold::hold(name, next, held.place, {}, today.iso(), random));
  keyhold::keep_before(name, out, next, now, random);
  return out;
}

keyhold::Table read_keys(const Path& folder) {
  const auto text = read_file(folder / k_file);
  if (!text) throw std::runtime_error("There is no " + (folder / k_file).string());
  auto table = keyhold::parse_table(*text);
  if (!table) {
    const auto& error = table.error();
    throw std::runtime_error((folder / k_file).string() + ": " + error.faults.front().field + ": " +
                             error.message);
  }
  return *std::move(table);
}

void write_keys(const Path& folder, const keyhold::Table& table) {
  write_file(folder / k_file, keyhold::encode_table(table));
}

pipeline::KeyRing load_own_keys(const Path& folder, const model::Borough& borough, Random& random) {
  const auto table = read_or_make_keys(folder, wanted_of(borough), random);
  pipeline::KeyRing ring;
  for (const auto& name : own_keys()) open_one(ring, name, table.at(name));
  return ring;
}

pipeline::KeyRing load_hub_keys(const Path& folder, const model::Borough& borough, Random& random) {
  const auto table = read_or_make_keys(folder, wanted_of(borough), random);
  pipeline::KeyRing ring;
  for (const auto& [name, held] : table) open_one(ring, name, held);
  for (const auto& agency : borough.agencies) ring.call(agency.id, agency.name);
  const auto clear = std::ranges::count_if(
      table, [](const auto& one) { return one.second.place.kind == keyhold::Kind::clear; });
  if (clear > 0) log::info("keys.in_clear", {{"count", static_cast<long>(clear)}});
  return ring;
}

}  // namespace mash::server
