// SPDX-License-Identifier: MIT
#include "mash/oidc/keys.h"
#include "mash/base/base64url.h"

#include "scheme.h"

namespace mash::oidc {

namespace {

Result<crypto::ForeignKey> key_of(const json::Value& jwk) {
  const std::string kind = jwk.text("kty");
  if (kind == "RSA") {
    MASH_TRY(const Bytes n, from_base64url(jwk.text("n")));
    MASH_TRY(const Bytes e, from_base64url(jwk.text("e")));
    return crypto::ForeignKey::rsa(n, e);
  }
  MASH_TRY(const Bytes x, from_base64url(jwk.text("x")));
  if (kind == "EC" && jwk.text("crv") == "P-256") {
    MASH_TRY(const Bytes y, from_base64url(jwk.text("y")));
    return crypto::ForeignKey::p256(x, y);
  }
  if (kind == "OKP" && jwk.text("crv") == "Ed25519") return crypto::ForeignKey::ed25519(x);
  return invalid("key", "Give a key of a kind that is known");
}

}  // namespace

Result<KeySet> KeySet::parse(const json::Value& value) {
  const auto* list = value["keys"].as_array();
  if (list == nullptr || list->size() > k_most_keys) {
    return invalid("keys", "Give a key set with at most " + std::to_string(k_most_keys) + " keys");
  }
  KeySet out;
  for (const auto& jwk : *list) {
    const std::string algorithm = jwk.text("alg");
    const auto scheme = scheme_named(algorithm);
    if (jwk.text("use", "sig") != "sig" || (!algorithm.empty() && !scheme)) continue;
    auto key = key_of(jwk);
    if (!key) continue;
    out.keys_.push_back({.id = jwk.text("kid"), .scheme = scheme, .key = *std::move(key)});
  }
  return out;
}

const PublishedKey* KeySet::find(std::string_view id, crypto::Scheme scheme) const {
  const PublishedKey* found = nullptr;
  for (const auto& key : keys_) {
    if (!key.key.fits(scheme) || key.scheme.value_or(scheme) != scheme) continue;
    if (!id.empty() && key.id != id) continue;
    if (found != nullptr) return nullptr;  // which one is not said
    found = &key;
  }
  return found;
}

}  // namespace mash::oidc
