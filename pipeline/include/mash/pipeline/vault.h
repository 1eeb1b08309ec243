// SPDX-License-Identifier: MIT
// Keys and the encryption envelope: what is stored about a person is sealed here before it reaches
// the database. One root key per agency, one data key per case and agency (table data_key).
// What not: who may read is policy's; the vault only demands the proof.
// Thread safety: both classes are safe from any thread. Cost: one select and about 2 microseconds.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "mash/base/sensitive.h"
#include "mash/crypto/crypto.h"
#include "mash/db/database.h"
#include "mash/json/value.h"
#include "mash/policy/policy.h"

namespace mash::pipeline {

// The agency that owns what the hub itself makes: referrers' words, people, decisions.
inline const AgencyId k_front_door = AgencyId::trusted("front-door");
// Who acts where no person does: clocks, the postman, what the hub sends by itself.
inline const StaffId k_system = StaffId::trusted("system");

// Named 32-byte keys of one process, from its key file. Names are agency ids, "front-door" and the
// purposes "audit", "session", "lookup", "box" (X25519 secret), "sign" (Ed25519 seed).
class KeyRing {
 public:
  static KeyRing make(const std::vector<std::string>& names, Random& random);
  // {"keys": {"audit": "<hex>", ...}}
  static Result<KeyRing> parse(std::string_view text);
  [[nodiscard]] std::string encode() const;
  // A key that is not there is a damaged installation: throws std::runtime_error naming it.
  [[nodiscard]] const crypto::Key& of(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  void add(const std::string& name, Random& random);

 private:
  std::map<std::string, crypto::LockedKey, std::less<>> keys_;
};

// What the ciphertext is bound to (settled.md 4). A moved row or a changed label does not open.
struct Label {
  AgencyId owner;
  std::string_view kind;  // table or part: "notification", "statement", "item"
  CaseId case_id;
  std::string_view row;  // the row's id
  std::int64_t version = 1;
  int sensitivity = 0;
  std::string_view marks = "";  // "OFFICIAL-SENSITIVE"
};

// Which data keys there are, wrapped, for opening much of many cases: asked for once and not for
// each text. For the transaction that fetched them, no longer: a key may be destroyed afterwards.
class FetchedKeys {
 public:
  // Cost: db::query_in.
  FetchedKeys(db::Transaction& tx, const std::set<CaseId>& cases);

 private:
  friend class Vault;
  std::map<std::pair<CaseId, AgencyId>, Bytes> wrapped_;
};

class Vault {
 public:
  explicit Vault(const KeyRing& keys) : keys_(keys) {}
  // Makes the data key of (case, owner) on first use.
  Bytes seal(db::Transaction& tx, const Label& label, std::string_view plain, Random& random) const;
  // Only with the kernel's proof. A ciphertext that does not open: throws std::runtime_error naming
  // kind and row id (a damaged or tampered record stops the request).
  [[nodiscard]] Sensitive open(db::Transaction& tx, const policy::Proof& proof, const Label& label,
                               const Bytes& sealed) const;
  // JSON content: the same, parsed. Use for rows that hold an object.
  [[nodiscard]] json::Value open_json(db::Transaction& tx, const policy::Proof& proof,
                                      const Label& label, const Bytes& sealed) const;
  // The same of one of the cases of `keys`.
  [[nodiscard]] json::Value open_json(const FetchedKeys& keys, const policy::Proof& proof,
                                      const Label& label, const Bytes& sealed) const;
  // For the in-memory recognition index alone (hub/people), which answers nobody by itself.
  [[nodiscard]] Sensitive open_for_index(const FetchedKeys& keys, const Label& label,
                                         const Bytes& sealed) const;
  // A keyed hash for equality look-ups (settled.md 10): source reference, e-mail at sign-in.
  [[nodiscard]] Bytes lookup(std::string_view purpose, std::string_view text) const;

 private:
  const KeyRing& keys_;
};

}  // namespace mash::pipeline
