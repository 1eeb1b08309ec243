// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/signatures/signatures.h"

namespace mash::signatures {

const Agencies::One* Agencies::find(const AgencyId& id) const {
  const auto found = all_.find(id);
  return found == all_.end() ? nullptr : &found->second;
}

std::string Agencies::encode() const {
  json::Array list;
  for (const auto& [id, one] : all_) {
    list.push_back(json::Object{
        {"id", id.text()}, {"name", one.name}, {"sends", one.sends}, {"key", hex(one.key)}});
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
    const auto raw = from_hex(one.text("key"));
    One agency{.name = one.text("name"), .sends = one.flag("sends")};
    if (!raw || raw->size() != agency.key.size()) {
      return invalid("agencies", "The key of " + id.text() + " has not 64 hexadecimal digits");
    }
    std::ranges::copy(*raw, agency.key.begin());
    out.add(id, std::move(agency));
  }
  return out;
}

}  // namespace mash::signatures
