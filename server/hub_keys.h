// SPDX-License-Identifier: MIT
// The hub's root keys: keys.json read and written, and opened as far as that needs nobody.
// What not: commands (key_desk.h, keys_command.cpp), how a key is held (libs/keyhold).
// Errors: a file that cannot be read, and a key of the hub's own that does not open by itself,
// throw std::runtime_error with the way out. Thread safety: one thread.
#pragma once

#include <string>
#include <vector>

#include "folder.h"
#include "mash/keyhold/held_key.h"
#include "mash/model/borough.h"
#include "mash/pipeline/vault.h"

namespace mash::server {

// The front door's key and those for purposes: without one of them nobody works, so that all are
// held in one way and open without anybody.
const std::vector<std::string>& own_keys();
bool is_own_key(std::string_view name);
// The keys that a command for `name` moves: the hub's own together, or that agency's.
std::vector<std::string> moved_with(const std::string& name);
// Why the hub's own key is not held by what somebody types.
Error needs_nobody();

// For the ring, in pages of its own.
pipeline::RootKey locked(const keyhold::OpenKey& key);

// A new key in the place of an own key's, which it holds as the one before.
Result<keyhold::HeldKey> new_own_key(const std::string& name, const keyhold::HeldKey& held,
                                     const crypto::Key& now, const LocalDate& today,
                                     Random& random);

keyhold::Table read_keys(const Path& folder);
void write_keys(const Path& folder, const keyhold::Table& table);

// Makes keys that are missing, in clear, and gives the hub's own.
pipeline::KeyRing load_own_keys(const Path& folder, const model::Borough& borough, Random& random);
// All that open without anybody. Those of agencies that do not are sealed, and why stands in the
// log; so does how many lie in clear.
pipeline::KeyRing load_hub_keys(const Path& folder, const model::Borough& borough, Random& random);

}  // namespace mash::server
