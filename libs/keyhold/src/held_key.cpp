// SPDX-License-Identifier: MIT
#include "mash/keyhold/held_key.h"

#include <algorithm>
#include <set>

#include "holders.h"

namespace mash::keyhold {

namespace {

constexpr std::size_t k_check = 16;  // bytes: enough to tell keys apart
constexpr std::int64_t k_version = 2;

// One member of an entry, named in faults by its place in the file.
class Entry {
 public:
  Entry(const json::Value& value, std::string place) : value_(value), place_(std::move(place)) {}

  [[nodiscard]] Error fault(const std::string& member, const std::string& what) const {
    return invalid(place_ + "." + member, what);
  }
  Result<void> only(const std::set<std::string, std::less<>>& known) const {
    for (const auto& [member, unused] : *value_.as_object()) {
      if (!known.contains(member)) return fault(member, "Is not known here: take it out");
    }
    return {};
  }
  Result<std::string> text(const std::string& member) const {
    const auto* text = value_[member].as_string();
    if (text == nullptr || text->empty()) return fault(member, "Is missing, or no text");
    return *text;
  }
  Result<Bytes> bytes(const std::string& member) const {
    MASH_TRY(const std::string digits, text(member));
    auto raw = from_hex(digits);
    if (!raw) return fault(member, "Is damaged: hexadecimal digits stand here");
    return raw;
  }
  Result<std::int64_t> number(const std::string& member) const {
    const auto* number = value_[member].as_int();
    if (number == nullptr) return fault(member, "Is missing, or no number");
    return *number;
  }
  [[nodiscard]] std::string or_empty(const std::string& member) const {
    return value_.text(member);
  }
  [[nodiscard]] bool has(const std::string& member) const { return !value_[member].is_null(); }

 private:
  const json::Value& value_;
  std::string place_;
};

Result<Place> place_of(const Entry& entry, std::set<std::string, std::less<>> known) {
  Place out;
  MASH_TRY(const std::string held, entry.text("held"));
  const auto kind = parse_kind(held);
  if (!kind) return entry.fault("held", kind.error().message);
  out.kind = *kind;
  switch (out.kind) {
    case Kind::clear:
      break;
    case Kind::key_file: {
      known.insert("file");
      MASH_TRY(out.file, entry.text("file"));
      break;
    }
    case Kind::passphrase: {
      known.insert({"salt", "memory_kib", "passes"});
      MASH_TRY(out.salt, entry.bytes("salt"));
      MASH_TRY(out.cost.memory_kib, entry.number("memory_kib"));
      MASH_TRY(out.cost.passes, entry.number("passes"));
      break;
    }
    case Kind::token: {
      known.insert({"module", "token", "label", "pin_file"});
      MASH_TRY(out.token.module, entry.text("module"));
      MASH_TRY(out.token.token, entry.text("token"));
      MASH_TRY(out.token.label, entry.text("label"));
      out.token.pin_file = entry.or_empty("pin_file");
      break;
    }
  }
  MASH_TRY_DO(entry.only(known));
  return out;
}

void put_place(json::Value& out, const Place& place) {
  out.set("held", std::string(code_of(place.kind)));
  switch (place.kind) {
    case Kind::clear:
      break;
    case Kind::key_file:
      out.set("file", place.file);
      break;
    case Kind::passphrase:
      out.set("salt", hex(place.salt));
      out.set("memory_kib", place.cost.memory_kib);
      out.set("passes", place.cost.passes);
      break;
    case Kind::token:
      out.set("module", place.token.module);
      out.set("token", place.token.token);
      out.set("label", place.token.label);
      if (!place.token.pin_file.empty()) out.set("pin_file", place.token.pin_file);
      break;
  }
}

Bytes check_of(const std::string& name, const crypto::Key& key) {
  const crypto::Key whole = crypto::derive(key, "root-key-check", name);
  const ByteView first = whole.bytes().first(k_check);
  return {first.begin(), first.end()};
}

std::string before_label(const std::string& name) {
  return "before\x1f" + name;
}

}  // namespace

Result<HeldKey> parse_held(const json::Value& value, const std::string& name) {
  HeldKey out;
  const Error damaged = invalid("keys." + name, "Is damaged: 64 hexadecimal digits or an object");
  if (const auto* digits = value.as_string()) {
    auto raw = from_hex(*digits);
    if (!raw || !crypto::Key::from(*raw)) return damaged;
    out.sealed = *std::move(raw);
    return out;
  }
  if (value.as_object() == nullptr) return damaged;
  const Entry entry(value, "keys." + name);
  MASH_TRY(out.place, place_of(entry, {"held", "sealed", "check", "before", "since", "shares"}));
  MASH_TRY(out.sealed, entry.bytes("sealed"));
  MASH_TRY(out.check, entry.bytes("check"));
  if (out.check.size() != k_check) return entry.fault("check", "Is damaged: 32 digits stand here");
  if (entry.has("before")) {
    MASH_TRY(out.before, entry.bytes("before"));
  }
  out.since = entry.or_empty("since");
  out.shares = entry.or_empty("shares");
  return out;
}

json::Value to_json(const HeldKey& held) {
  if (held.check.empty()) return hex(held.sealed);
  json::Value out = json::Object{};
  put_place(out, held.place);
  out.set("sealed", hex(held.sealed));
  out.set("check", hex(held.check));
  if (!held.before.empty()) out.set("before", hex(held.before));
  if (!held.since.empty()) out.set("since", held.since);
  if (!held.shares.empty()) out.set("shares", held.shares);
  return out;
}

Result<Table> parse_table(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* members = file["keys"].as_object();
  if (members == nullptr) return invalid("keys", "A key file holds an object named keys");
  if (file.number("version", k_version) > k_version) {
    return invalid("version", "A newer program wrote this: use that one");
  }
  Table out;
  for (const auto& [name, value] : *members) {
    MASH_TRY(auto held, parse_held(value, name));
    out.emplace(name, std::move(held));
  }
  return out;
}

std::string encode_table(const Table& table) {
  const bool old =
      std::ranges::all_of(table, [](const auto& one) { return one.second.check.empty(); });
  json::Value keys = json::Object{};
  for (const auto& [name, held] : table) keys.set(name, to_json(held));
  json::Value file;
  if (!old) file.set("version", k_version);
  file.set("keys", std::move(keys));
  return json::encode_pretty(file);
}

Result<HeldKey> hold(const std::string& name, const crypto::Key& key, const Place& place,
                     const Sensitive& secret, const std::string& since, Random& random) {
  HeldKey out{.place = place, .since = since};
  if (place.kind == Kind::passphrase) {
    MASH_TRY_DO(check_passphrase(secret));
    out.place.salt.resize(crypto::k_passphrase_salt);
    random.fill(out.place.salt);
  }
  MASH_TRY(const auto holder, holder_of(out.place, secret));
  MASH_TRY(out.sealed, holder->wrap(key, name, random));
  out.check = check_of(name, key);
  return out;
}

bool is_the_key(const std::string& name, const HeldKey& held, const crypto::Key& key) {
  if (!held.check.empty()) return crypto::equal_in_constant_time(held.check, check_of(name, key));
  return crypto::equal_in_constant_time(held.sealed, key.bytes());
}

Result<OpenKey> open(const std::string& name, const HeldKey& held, const Sensitive& secret) {
  MASH_TRY(const auto holder, holder_of(held.place, secret));
  MASH_TRY(const crypto::Key key, holder->unwrap(held.sealed, name));
  if (!is_the_key(name, held, key)) {
    return invalid("keys." + name + ".check", "Is of another key: take keys.json from a copy");
  }
  return with_before(name, held, key);
}

void keep_before(const std::string& name, HeldKey& held, const crypto::Key& key,
                 const crypto::Key& before, Random& random) {
  held.before = crypto::seal(key, before.bytes(), as_bytes(before_label(name)), random);
}

Result<OpenKey> with_before(const std::string& name, const HeldKey& held, const crypto::Key& key) {
  OpenKey out{key};
  if (held.before.empty()) return out;
  auto raw = crypto::open(key, held.before, as_bytes(before_label(name)));
  if (!raw) {
    return invalid("keys." + name + ".before", "Is damaged: take keys.json from a copy");
  }
  MASH_TRY(out.before, crypto::Key::from(*raw));
  wipe(*raw);
  return out;
}

}  // namespace mash::keyhold
