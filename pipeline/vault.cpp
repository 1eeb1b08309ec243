// SPDX-License-Identifier: MIT
#include "mash/pipeline/vault.h"

#include <algorithm>

#include "key_store.h"
#include "mash/base/assert.h"
#include "mash/base/guarded.h"
#include "root_key.h"
#include "stand_in.h"
#include "text_key.h"

namespace mash::pipeline {

namespace {

constexpr std::string_view k_schema_version = "1";

}  // namespace

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

crypto::Key text_key(const crypto::Key& data_key, const Label& l) {
  return crypto::derive(data_key, l.kind, std::string(l.row) + '\x1f' + std::to_string(l.version));
}

namespace {

constexpr std::string_view k_is_sealed = " has sealed what it holds. Ask its desk to open it.";
constexpr std::string_view k_was_destroyed = " held about this case was destroyed.";
constexpr std::string_view k_was_disposed_of = " held about this case was disposed of.";
constexpr std::string_view k_made_while_sealed =
    "The page was made while a desk had sealed its words, and a sentence stood in their place. "
    "Open "
    "it again and put your own words in.";

SealedCompartment ended(const KeyRing& keys, const AgencyId& owner, std::string_view how) {
  std::string name = keys.sealed_words(owner);
  name.resize(name.size() - k_is_sealed.size());
  return SealedCompartment("What " + name + std::string(how));
}

void refuse_destroyed(const std::optional<Bytes>& wrapped, const KeyRing& keys,
                      const AgencyId& owner) {
  if (wrapped == k_destroyed) throw ended(keys, owner, k_was_destroyed);
}

Sensitive open_with(const std::optional<Bytes>& wrapped, const KeyRing& keys, const Label& label,
                    const Bytes& sealed) {
  const auto fail = [&label]() -> std::runtime_error {
    return std::runtime_error("sealed content does not open: " + std::string(label.kind) + " " +
                              std::string(label.row));
  };
  refuse_destroyed(wrapped, keys, label.owner);
  // What is sealed is never empty, but where clear() (rekey.h) left it so.
  if (sealed.empty()) throw ended(keys, label.owner, k_was_disposed_of);
  const RootKey root = keys.root_of(label.owner);
  if (!wrapped) throw fail();
  const auto data_key = unwrap(root, label.case_id, label.owner, *wrapped);
  if (!data_key) throw fail();
  const auto plain = crypto::open(text_key(*data_key, label), sealed, as_bytes(associated(label)));
  if (!plain) throw fail();
  return Sensitive(to_text(*plain));
}

json::Value parsed(const Label& label, const Sensitive& text) {
  auto value = json::parse(text.reveal());
  if (!value) throw std::runtime_error("sealed content is not JSON: " + std::string(label.kind));
  return *std::move(value);
}

}  // namespace

// No root key: it is sealed.
struct KeyRing::Held {
  Guarded<std::map<std::string, std::optional<RootKey>, std::less<>>> keys;
  Guarded<std::map<AgencyId, std::string>> names;
};

KeyRing::KeyRing() : held_(std::make_shared<Held>()) {}

KeyRing KeyRing::make(const std::vector<std::string>& names, Random& random) {
  KeyRing ring;
  for (const auto& name : names) ring.add(name, random);
  return ring;
}

void KeyRing::add(const std::string& name, Random& random) {
  open(name, {crypto::LockedKey(crypto::Key::make(random))});
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
    ring.open(name, {crypto::LockedKey(key)});
  }
  return ring;
}

std::string KeyRing::encode() const {
  json::Value keys = json::Object{};
  held_->keys.with([&](const auto& held) {
    for (const auto& [name, key] : held) keys.set(name, hex(key.value().now.get().bytes()));
  });
  json::Value file;
  file.set("keys", std::move(keys));
  return json::encode_pretty(file);
}

bool KeyRing::has(std::string_view name) const {
  return held_->keys.with([&](const auto& held) { return held.contains(name); });
}

bool KeyRing::is_sealed(std::string_view name) const {
  return held_->keys.with([&](const auto& held) {
    const auto found = held.find(name);
    return found != held.end() && !found->second;
  });
}

std::vector<std::string> KeyRing::sealed() const {
  std::vector<std::string> out;
  held_->keys.with([&](const auto& held) {
    for (const auto& [name, key] : held) {
      if (!key) out.push_back(name);
    }
  });
  return out;
}

const crypto::Key& KeyRing::of(std::string_view name) const {
  return held_->keys.with([&](const auto& held) -> const crypto::Key& {
    const auto found = held.find(name);
    if (found == held.end() || !found->second) {
      throw std::runtime_error("no key named " + std::string(name));
    }
    return found->second->now.get();
  });
}

RootKey KeyRing::root_of(const AgencyId& agency) const {
  if (is_sealed(agency.text())) throw SealedCompartment(sealed_words(agency));
  return held_->keys.with([&](const auto& held) {
    const auto found = held.find(agency.text());
    if (found == held.end()) throw std::runtime_error("no key named " + agency.text());
    // Sealed since: whoever asked a moment ago may still have it.
    if (!found->second) throw SealedCompartment(agency.text() + std::string(k_is_sealed));
    return *found->second;
  });
}

void KeyRing::add_sealed(const std::string& name) {
  held_->keys.with([&](auto& held) { held.insert_or_assign(name, std::nullopt); });
}

void KeyRing::open(const std::string& name, const RootKey& key) {
  held_->keys.with([&](auto& held) { held.insert_or_assign(name, key); });
}

void KeyRing::seal(const std::string& name) {
  add_sealed(name);
}

bool stands_for_words(std::string_view plain) {
  return plain.find(k_is_sealed) != std::string_view::npos ||
         plain.find(k_was_destroyed) != std::string_view::npos ||
         plain.find(k_was_disposed_of) != std::string_view::npos;
}

void refuse_stand_ins(const Input& typed) {
  for (const auto& name : typed.names()) {
    if (std::ranges::any_of(typed.all(name), stands_for_words)) {
      throw SealedCompartment(std::string(k_made_while_sealed));
    }
  }
}

void KeyRing::call(const AgencyId& agency, const std::string& words) {
  held_->names.with([&](auto& names) { names.insert_or_assign(agency, words); });
}

std::string KeyRing::sealed_words(const AgencyId& agency) const {
  return held_->names.with([&](const auto& names) {
    const auto found = names.find(agency);
    return (found == names.end() ? agency.text() : found->second) + std::string(k_is_sealed);
  });
}

FetchedKeys::FetchedKeys(db::Transaction& tx, const std::set<CaseId>& cases)
    : wrapped_(find_data_keys(tx, cases)) {}

Bytes Vault::seal(db::Transaction& tx, const Label& label, std::string_view plain,
                  Random& random) const {
  const RootKey root = keys_.root_of(label.owner);
  auto wrapped = find_data_key(tx, label.case_id, label.owner);
  refuse_destroyed(wrapped, keys_, label.owner);
  if (!wrapped) {
    keep_data_key(tx, root, label.case_id, label.owner, crypto::Key::make(random), random);
    wrapped = find_data_key(tx, label.case_id, label.owner);
  }
  const auto data_key = unwrap(root, label.case_id, label.owner, *wrapped);
  if (!data_key) throw std::runtime_error("data key does not open: " + label.case_id.text());
  return crypto::seal(text_key(*data_key, label), as_bytes(plain), as_bytes(associated(label)),
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

json::Value Vault::show_json(db::Transaction& tx, const policy::Proof& proof, const Label& label,
                             const Bytes& sealed,
                             std::initializer_list<std::string_view> words) const {
  try {
    return open_json(tx, proof, label, sealed);
  } catch (const SealedCompartment& e) {
    json::Value out = json::Object{};
    for (const auto member : words) out.set(member, e.what());
    return out;
  }
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
