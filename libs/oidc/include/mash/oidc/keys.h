// SPDX-License-Identifier: MIT
// The keys that an issuer publishes (JSON Web Key Set, RFC 7517 section 5), and a signed text
// checked by them (JSON Web Signature, RFC 7515, compact form).
// What not: what the text claims (token.h), where keys come from (provider.h), encryption.
// Thread safety: plain values. Cost: linear in what is read; one signature (foreign_key.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/crypto/foreign_key.h"
#include "mash/json/value.h"

namespace mash::oidc {

inline constexpr std::size_t k_longest_token = 16 * 1024;  // those seen have 1 to 3 kB
inline constexpr std::size_t k_most_keys = 64;

// Why something was not believed; for the record, by code_of.
enum class Flaw {
  malformed,   // no token at all
  algorithm,   // none, one with a shared secret, or one that is not known
  no_key,      // the issuer has no such key
  signature,   //
  kind,        // another kind of token
  issuer,      // of somebody else
  audience,    // for somebody else, or for others too
  expired,     //
  time,        // made too long ago, or later than now
  nonce,       // of another sign-in
  subject,     // says nobody
  acr,         // the way of signing in is too weak (acr)
  amr,         // the same (amr)
  too_old,     // of somebody who signed in there too long ago
  used,        // came before
  not_given,   // the issuer gave no token for the code
  not_reached  // the issuer does not answer, or not as it must
};
std::string_view code_of(Flaw flaw);

struct PublishedKey {
  std::string id;                        // "kid"; may be empty
  std::optional<crypto::Scheme> scheme;  // "alg", where the key names one
  crypto::ForeignKey key;
};

class KeySet {
 public:
  KeySet() = default;
  // Keys of kinds that are not known, for encryption or not sound are left out, as RFC 7517 has it.
  // invalid_input: no key set, or more than k_most_keys.
  static Result<KeySet> parse(const json::Value& value);
  // That of this id; without one, the only key that fits. nullptr: there is none.
  [[nodiscard]] const PublishedKey* find(std::string_view id, crypto::Scheme scheme) const;
  [[nodiscard]] std::size_t size() const { return keys_.size(); }

 private:
  std::vector<PublishedKey> keys_;
};

// A compact JWS, read and not believed yet.
struct Jws {
  crypto::Scheme scheme = crypto::Scheme::rs256;
  std::string key_id;
  std::string type;     // "typ"
  json::Value claims;   // an object
  std::string signed_;  // what the signature is over
  Bytes signature;
};
// malformed, algorithm: also a header with "crit", which would have to be understood, or "b64".
Result<Jws> read_jws(std::string_view token, Flaw& flaw);
// Nothing: it is by a key of the set. Else no_key or signature.
std::optional<Flaw> check_signature(const Jws& jws, const KeySet& keys);

}  // namespace mash::oidc
