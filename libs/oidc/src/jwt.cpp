// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/base/base64url.h"
#include "mash/oidc/keys.h"
#include "scheme.h"

namespace mash::oidc {

namespace {

Result<json::Value> object_in(std::string_view part) {
  MASH_TRY(const Bytes bytes, from_base64url(part));
  MASH_TRY(json::Value value, json::parse(to_text(bytes)));
  if (value.as_object() == nullptr) return invalid("token", "Give an object");
  return value;
}

}  // namespace

std::optional<crypto::Scheme> scheme_named(std::string_view name) {
  using enum crypto::Scheme;
  if (name == "RS256") return rs256;
  if (name == "PS256") return ps256;
  if (name == "ES256") return es256;
  if (name == "EdDSA") return eddsa;
  return std::nullopt;
}

std::string_view code_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::malformed:
      return "malformed";
    case Flaw::algorithm:
      return "algorithm";
    case Flaw::no_key:
      return "no-key";
    case Flaw::signature:
      return "signature";
    case Flaw::kind:
      return "kind";
    case Flaw::issuer:
      return "issuer";
    case Flaw::audience:
      return "audience";
    case Flaw::expired:
      return "expired";
    case Flaw::time:
      return "time";
    case Flaw::nonce:
      return "nonce";
    case Flaw::subject:
      return "subject";
    case Flaw::acr:
      return "acr";
    case Flaw::amr:
      return "amr";
    case Flaw::too_old:
      return "too-old";
    case Flaw::used:
      return "used";
    case Flaw::not_given:
      return "not-given";
    case Flaw::not_reached:
      return "not-reached";
  }
  return "";
}

Result<Jws> read_jws(std::string_view token, Flaw& flaw) {
  flaw = Flaw::malformed;
  const Error bad = invalid("token", "Give a signed token in compact form");
  const auto first = token.find('.');
  if (token.size() > k_longest_token || first == std::string_view::npos) return bad;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos) return bad;
  const auto header = object_in(token.substr(0, first));
  if (!header) return bad;
  // Decided before anything else is read: nothing later may depend on what the sender chose.
  const auto scheme = scheme_named(header->text("alg"));
  if (!scheme || !(*header)["crit"].is_null() || !(*header)["b64"].is_null()) {
    flaw = Flaw::algorithm;
    return bad;
  }
  auto claims = object_in(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!claims || !signature || signature->empty()) return bad;
  return Jws{.scheme = *scheme,
             .key_id = header->text("kid"),
             .type = header->text("typ"),
             .claims = *std::move(claims),
             .signed_ = std::string(token.substr(0, second)),
             .signature = *std::move(signature)};
}

std::optional<Flaw> check_signature(const Jws& jws, const KeySet& keys) {
  const auto* key = keys.find(jws.key_id, jws.scheme);
  if (key == nullptr) return Flaw::no_key;
  if (key->key.verify(jws.scheme, as_bytes(jws.signed_), jws.signature)) return std::nullopt;
  return Flaw::signature;
}

}  // namespace mash::oidc
