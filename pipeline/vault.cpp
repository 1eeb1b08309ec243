// SPDX-License-Identifier: MIT
#include "mash/pipeline/vault.h"

#include <stdexcept>

#include "key_store.h"
#include "mash/base/assert.h"

namespace mash::pipeline {

namespace {

constexpr std::string_view k_schema_version = "1";

// Parts are separated by a byte that no part holds, so that no two labels give the same bytes.
std::string associated(const Label& l) {
  std::string out;
  const auto add = [&out](std::string_view part) {
    MASH_ASSERT(part.find('\x1f') == std::string_view::npos);
    out += part;
    out += '\x1f';
  };
  add(l.owner.text());
  add(l.kind);
  add(l.case_id.text());
  add(l.row);
  add(std::to_string(l.version));
  add(std::to_string(l.sensitivity));
  add(l.marks);
  add(k_schema_version);
  return out;
}

crypto::Key item_key(const crypto::Key& data_key, const Label& l) {
  return crypto::derive(data_key, l.kind, std::string(l.row) + '\x1f' + std::to_string(l.version));
}

std::string wrap_label(const Label& l) {
  return "data_key\x1f" + l.owner.text() + '\x1f' + l.case_id.text();
}

Sensitive open_with(const std::optional<Bytes>& wrapped, const KeyRing& keys, const Label& label,
                    const Bytes& sealed) {
  const auto fail = [&label]() -> std::runtime_error {
    return std::runtime_error("sealed content does not open: " + std::string(label.kind) + " " +
                              std::string(label.row));
  };
  if (!wrapped) throw fail();
  const auto raw = crypto::open(keys.of(label.owner.text()), *wrapped, as_bytes(wrap_label(label)));
  if (!raw) throw fail();
  const auto data_key = crypto::Key::from(*raw);
  if (!data_key) throw fail();
  const auto plain = crypto::open(item_key(*data_key, label), sealed, as_bytes(associated(label)));
  if (!plain) throw fail();
  return Sensitive(to_text(*plain));
}

json::Value parsed(const Label& label, const Sensitive& text) {
  auto value = json::parse(text.reveal());
  if (!value) throw std::runtime_error("sealed content is not JSON: " + std::string(label.kind));
  return *std::move(value);
}

}  // namespace

KeyRing KeyRing::make(const std::vector<std::string>& names, Random& random) {
  KeyRing ring;
  for (const auto& name : names) ring.add(name, random);
  return ring;
}

void KeyRing::add(const std::string& name, Random& random) {
  keys_.emplace(name, crypto::LockedKey(crypto::Key::make(random)));
}

Result<KeyRing> KeyRing::parse(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file["keys"].as_object();
  if (members == nullptr) return invalid("keys", "A key file holds an object named keys");
  KeyRing ring;
  for (const auto& [name, value] : *members) {
    const auto* digits = value.as_string();
    if (digits == nullptr) return invalid("keys", "Each key is a text of 64 hexadecimal digits");
    MASH_TRY(const Bytes raw, from_hex(*digits));
    MASH_TRY(const crypto::Key key, crypto::Key::from(raw));
    ring.keys_.emplace(name, crypto::LockedKey(key));
  }
  return ring;
}

std::string KeyRing::encode() const {
  json::Value keys = json::Object{};
  for (const auto& [name, key] : keys_) keys.set(name, hex(key.get().bytes()));
  json::Value file;
  file.set("keys", std::move(keys));
  return json::encode_pretty(file);
}

bool KeyRing::has(std::string_view name) const {
  return keys_.find(name) != keys_.end();
}

const crypto::Key& KeyRing::of(std::string_view name) const {
  const auto found = keys_.find(name);
  if (found == keys_.end()) throw std::runtime_error("no key named " + std::string(name));
  return found->second.get();
}

FetchedKeys::FetchedKeys(db::Transaction& tx, const std::set<CaseId>& cases)
    : wrapped_(find_data_keys(tx, cases)) {}

Bytes Vault::seal(db::Transaction& tx, const Label& label, std::string_view plain,
                  Random& random) const {
  const auto root_name = label.owner.text();
  auto wrapped = find_data_key(tx, label.case_id, label.owner);
  if (!wrapped) {
    const crypto::Key fresh = crypto::Key::make(random);
    wrapped = crypto::seal(keys_.of(root_name), fresh.bytes(), as_bytes(wrap_label(label)), random);
    add_data_key(tx, label.case_id, label.owner, *wrapped);
  }
  const auto raw = crypto::open(keys_.of(root_name), *wrapped, as_bytes(wrap_label(label)));
  if (!raw) throw std::runtime_error("data key does not open: " + label.case_id.text());
  const auto data_key = crypto::Key::from(*raw);
  MASH_ASSERT(data_key.has_value());
  return crypto::seal(item_key(*data_key, label), as_bytes(plain), as_bytes(associated(label)),
                      random);
}

Sensitive Vault::open(db::Transaction& tx, const policy::Proof& proof, const Label& label,
                      const Bytes& sealed) const {
  MASH_ASSERT(proof.action() != policy::Action::read_public);
  return open_with(find_data_key(tx, label.case_id, label.owner), keys_, label, sealed);
}

json::Value Vault::open_json(db::Transaction& tx, const policy::Proof& proof, const Label& label,
                             const Bytes& sealed) const {
  return parsed(label, open(tx, proof, label, sealed));
}

json::Value Vault::open_json(const FetchedKeys& keys, const policy::Proof& proof,
                             const Label& label, const Bytes& sealed) const {
  MASH_ASSERT(proof.action() != policy::Action::read_public);
  return parsed(label, open_for_index(keys, label, sealed));
}

Sensitive Vault::open_for_index(const FetchedKeys& keys, const Label& label,
                                const Bytes& sealed) const {
  const auto found = keys.wrapped_.find({label.case_id, label.owner});
  return open_with(
      found == keys.wrapped_.end() ? std::nullopt : std::optional<Bytes>(found->second), keys_,
      label, sealed);
}

Bytes Vault::lookup(std::string_view purpose, std::string_view text) const {
  const std::string data = std::string(purpose) + '\x1f' + std::string(text);
  const auto hash = crypto::hmac_sha256(keys_.of("lookup").bytes(), as_bytes(data));
  return {hash.begin(), hash.end()};
}

}  // namespace mash::pipeline
