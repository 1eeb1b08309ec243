// SPDX-License-Identifier: MIT
#include "agency_way.h"

#include "mash/base/base64url.h"
#include "mash/crypto/crypto.h"
#include "mash/pipeline/tokens.h"

namespace mash::login {

namespace {

constexpr std::size_t k_longest_cookie = 8000;
constexpr std::string_view k_bound_to = "agency";

crypto::Key cookie_key(const pipeline::KeyRing& keys) {
  return crypto::derive(keys.of("session"), "login", "agency");
}

// Two issuers may give the same name to two people.
Bytes name_hash(const pipeline::KeyRing& keys, const char* purpose, const AgencyIssuer& issuer,
                const Sensitive& name) {
  if (name.empty()) return {};
  return pipeline::token_hash(keys, purpose, issuer.provider->issuer() + '\x1f' + name.reveal());
}

}  // namespace

json::Value value_of(const Away& away) {
  return json::Object{{"agency", away.agency.text()},
                      {"address", away.start.address},
                      {"state", away.start.state},
                      {"nonce", away.start.nonce},
                      {"verifier", away.start.verifier.reveal()},
                      {"at", away.at.micros},
                      {"anew", away.anew}};
}

Away away_of(const json::Value& value) {
  return {.agency = AgencyId::trusted(value.text("agency")),
          .start = {.address = value.text("address"),
                    .state = value.text("state"),
                    .nonce = value.text("nonce"),
                    .verifier = Sensitive(value.text("verifier"))},
          .at = {value.number("at")},
          .anew = value.flag("anew")};
}

std::string sealed(const pipeline::KeyRing& keys, const Away& away, Random& random) {
  json::Value value = value_of(away);
  value.set("address", "");  // nobody needs it on the way back
  const Sensitive text(json::encode(value));
  return base64url(
      crypto::seal(cookie_key(keys), as_bytes(text.reveal()), as_bytes(k_bound_to), random));
}

std::optional<Away> opened(const pipeline::KeyRing& keys, std::string_view cookie) {
  if (cookie.empty() || cookie.size() > k_longest_cookie) return std::nullopt;
  const auto bytes = from_base64url(cookie);
  if (!bytes) return std::nullopt;
  const auto plain = crypto::open(cookie_key(keys), *bytes, as_bytes(k_bound_to));
  if (!plain) return std::nullopt;
  const auto value = json::parse(to_text(*plain));
  if (!value) return std::nullopt;
  return away_of(*value);
}

std::string cookie_name(const pipeline::AppOptions& room) {
  return room.cookie_name + "-agency";
}

bool is_anew(const Away& away, const oidc::SignedIn& who) {
  return who.at && *who.at + oidc::k_clock_skew >= away.at;
}

Bytes state_hash(const pipeline::KeyRing& keys, std::string_view state) {
  return pipeline::token_hash(keys, "agency-state", state);
}

Bytes who_hash(const pipeline::KeyRing& keys, const AgencyIssuer& issuer, const Sensitive& who) {
  return name_hash(keys, "agency-who", issuer, who);
}

Bytes once_hash(const pipeline::KeyRing& keys, const AgencyIssuer& issuer, const Sensitive& once) {
  return name_hash(keys, "agency-once", issuer, once);
}

json::Value names_of(const pipeline::KeyRing& keys, const AgencyIssuer& issuer,
                     const Sensitive& subject, const Sensitive& at_issuer) {
  return json::Object{{"subject", hex(name_hash(keys, "agency-subject", issuer, subject))},
                      {"at_issuer", hex(name_hash(keys, "agency-session", issuer, at_issuer))}};
}

Bytes hash_in(const json::Value& value, std::string_view name) {
  const auto bytes = from_hex(value.text(name));
  return bytes ? *bytes : Bytes{};
}

}  // namespace mash::login
