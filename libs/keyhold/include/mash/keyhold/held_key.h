// SPDX-License-Identifier: MIT
// The file of a hub's root keys (keys.json): for each how it is held and what its holder sealed.
// Version 1, {"keys": {"police": "<64 hexadecimal digits>"}}, had all of them in clear; a key that
// is still held so looks as it did there, and a file of such keys alone is version 1.
// What not: reading and writing the file itself (server).
// Errors: invalid_input with the place of the fault, "keys.police.sealed". Thread safety: values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "mash/json/value.h"
#include "mash/keyhold/holder.h"

namespace mash::keyhold {

struct HeldKey {
  Place place;
  Bytes sealed;        // what the holder made of the key; Kind::clear: the key
  Bytes check;         // tells this key from another, and tells nothing of it; Kind::clear: empty
  Bytes before;        // the key before, sealed under this one, while data keys are wrapped anew
  std::string since;   // ISO date; empty: not known
  std::string shares;  // ISO date at which recovery shares of this key were made; empty: never
};

using Table = std::map<std::string, HeldKey, std::less<>>;
Result<Table> parse_table(std::string_view text);
std::string encode_table(const Table& table);
// One entry, as it stands in the file.
Result<HeldKey> parse_held(const json::Value& value, const std::string& name);
json::Value to_json(const HeldKey& held);

struct OpenKey {
  crypto::Key now;
  std::optional<crypto::Key> before = {};
};

Result<HeldKey> hold(const std::string& name, const crypto::Key& key, const Place& place,
                     const Sensitive& secret, const std::string& since, Random& random);
Result<OpenKey> open(const std::string& name, const HeldKey& held, const Sensitive& secret);
// Whether `key` is the one that `held` holds.
bool is_the_key(const std::string& name, const HeldKey& held, const crypto::Key& key);
// Keeps the key before in `held`, which holds `key`.
void keep_before(const std::string& name, HeldKey& held, const crypto::Key& key,
                 const crypto::Key& before, Random& random);
// The same, taken out again by whoever has the key.
Result<OpenKey> with_before(const std::string& name, const HeldKey& held, const crypto::Key& key);

}  // namespace mash::keyhold
