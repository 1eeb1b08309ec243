// SPDX-License-Identifier: MIT
// Keys and the encryption envelope: what is stored about a person is sealed here before it reaches
// the database. One root key per agency, one data key per case and agency (table data_key).
// What not: who may read is policy's; the vault only demands the proof.
// Thread safety: both classes are safe from any thread. Cost: one select and about 2 microseconds.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
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

// An agency's root key. `before`: the one before it, while data keys are wrapped anew.
struct RootKey {
  crypto::LockedKey now;
  std::optional<crypto::LockedKey> before = {};
};

// What an agency holds is sealed: its root key is not in this process. what() says so in one
// sentence for pages, with the agency's name and the way out; dispatch answers 503 with it.
class SealedCompartment final : public std::runtime_error {
 public:
  explicit SealedCompartment(const std::string& words) : std::runtime_error(words) {}
};

// Named 32-byte keys of one process, from its key file. Names are agency ids, "front-door" and the
// purposes "audit", "session", "lookup", "box" (X25519 secret), "sign" (Ed25519 seed). Root keys of
// agencies may be sealed and opened again while it runs; copies share them.
class KeyRing {
 public:
  KeyRing();
  static KeyRing make(const std::vector<std::string>& names, Random& random);
  // {"keys": {"audit": "<hex>", ...}}
  static Result<KeyRing> parse(std::string_view text);
  // Not of a ring with sealed keys.
  [[nodiscard]] std::string encode() const;
  // A key for a purpose, which stays as it is. One that is not there is a damaged installation:
  // throws std::runtime_error naming it.
  [[nodiscard]] const crypto::Key& of(std::string_view name) const;
  // Throws SealedCompartment, or as of(). Keep it no longer than for one text.
  [[nodiscard]] RootKey root_of(const AgencyId& agency) const;
  [[nodiscard]] bool has(std::string_view name) const;  // open or sealed
  [[nodiscard]] bool is_sealed(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> sealed() const;
  void add(const std::string& name, Random& random);
  void add_sealed(const std::string& name);
  // In place of what was there. Not: whether it is the right one.
  void open(const std::string& name, const RootKey& key);
  // From now on root_of() throws; the pages of the key are wiped when the last copy has gone.
  void seal(const std::string& name);
  // How pages name an agency, else by its id.
  void call(const AgencyId& agency, const std::string& words);
  [[nodiscard]] std::string sealed_words(const AgencyId& agency) const;

 private:
  struct Held;
  std::shared_ptr<Held> held_;
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
  // Makes the data key of (case, owner) on first use. The sentence that stands in place of sealed
  // words is refused where a signed-in person sends it, before an act (pipeline/stand_in.h).
  Bytes seal(db::Transaction& tx, const Label& label, std::string_view plain, Random& random) const;
  // Only with the kernel's proof. A ciphertext that does not open: throws std::runtime_error naming
  // kind and row id (a damaged or tampered record stops the request).
  [[nodiscard]] Sensitive open(db::Transaction& tx, const policy::Proof& proof, const Label& label,
                               const Bytes& sealed) const;
  // JSON content: the same, parsed. Use for rows that hold an object.
  [[nodiscard]] json::Value open_json(db::Transaction& tx, const policy::Proof& proof,
                                      const Label& label, const Bytes& sealed) const;
  // The same for lists and for pages that go on without these words: a sealed compartment gives an
  // object whose members `words` are KeyRing::sealed_words, and which has no others.
  [[nodiscard]] json::Value show_json(db::Transaction& tx, const policy::Proof& proof,
                                      const Label& label, const Bytes& sealed,
                                      std::initializer_list<std::string_view> words) const;
  // As open_json, of one of the cases of `keys`.
  [[nodiscard]] json::Value open_json(const FetchedKeys& keys, const policy::Proof& proof,
                                      const Label& label, const Bytes& sealed) const;
  // Without a proof, for what answers nobody by itself: the index of people, nameless records.
  [[nodiscard]] Sensitive open_for_index(const FetchedKeys& keys, const Label& label,
                                         const Bytes& sealed) const;
  // A keyed hash for equality look-ups (settled.md 10): source reference, e-mail at sign-in.
  [[nodiscard]] Bytes lookup(std::string_view purpose, std::string_view text) const;

 private:
  const KeyRing& keys_;
};

}  // namespace mash::pipeline
