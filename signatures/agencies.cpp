// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/signatures/signatures.h"

namespace mash::signatures {

namespace {

Result<crypto::PublicKey> read_key(const AgencyId& id, const json::Value& value) {
  const auto* text = value.as_string();
  const auto raw = from_hex(text == nullptr ? "" : *text);
  crypto::PublicKey out{};
  if (!raw || raw->size() != out.size()) {
    return invalid("agencies", "A key of " + id.text() + " has not 64 hexadecimal digits");
  }
  std::ranges::copy(*raw, out.begin());
  return out;
}

}  // namespace

const Agencies::One* Agencies::find(const AgencyId& id) const {
  const auto found = all_.find(id);
  return found == all_.end() ? nullptr : &found->second;
}

std::string Agencies::encode() const {
  json::Array list;
  for (const auto& [id, one] : all_) {
    json::Array keys;
    for (const auto& key : one.keys) keys.emplace_back(hex(key));
    list.push_back(json::Object{
        {"id", id.text()}, {"name", one.name}, {"sends", one.sends}, {"keys", std::move(keys)}});
  }
  return json::encode_pretty(json::Object{{"agencies", std::move(list)}});
}

Result<Agencies> Agencies::parse(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* list = file["agencies"].as_array();
  if (list == nullptr || list->empty()) {
    return invalid("agencies", "A file of agencies has a list with that name");
  }
  Agencies out;
  for (const auto& one : *list) {
    MASH_TRY(const AgencyId id, AgencyId::parse(one.text("id")));
    One agency{.name = one.text("name"), .sends = one.flag("sends"), .keys = {}};
    const auto* keys = one["keys"].as_array();
    if (keys == nullptr || keys->empty()) {
      return invalid("agencies", id.text() + " has a list of keys, the present one first");
    }
    for (const auto& key : *keys) {
      MASH_TRY(const crypto::PublicKey read, read_key(id, key));
      agency.keys.push_back(read);
    }
    out.add(id, std::move(agency));
  }
  return out;
}

}  // namespace mash::signatures
