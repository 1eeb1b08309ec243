// SPDX-License-Identifier: MIT
#include "mash/support/issuer.h"
#include "mash/base/base64url.h"

#include "mash/crypto/crypto.h"

namespace mash::support {

namespace {

std::int64_t seconds(UtcTime t) {
  return t.micros / Duration::seconds(1).micros;
}

}  // namespace

crypto::P256Key new_p256_key() {
  return *crypto::P256Key::from_pem(crypto::self_signed("test", {}, UtcTime{}).key_pem);
}

TestIssuer::TestIssuer(std::string its_address)
    : address(std::move(its_address)), number_(1), key_(new_p256_key()) {
  document = json::Object{{"issuer", address},
                          {"authorization_endpoint", address + "/authorize"},
                          {"token_endpoint", address + "/token"},
                          {"jwks_uri", address + "/keys"},
                          {"response_types_supported", json::Array{"code"}},
                          {"code_challenge_methods_supported", json::Array{"S256"}}};
}

void TestIssuer::rotate() {
  key_ = new_p256_key();
  ++number_;
}

json::Value TestIssuer::claims(UtcTime now, const std::string& nonce) const {
  return json::Object{{"iss", address},
                      {"sub", "subject-1"},
                      {"aud", "openmash"},
                      {"exp", seconds(now) + 300},
                      {"iat", seconds(now)},
                      {"auth_time", seconds(now) - 5},
                      {"nonce", nonce},
                      {"acr", "strong"},
                      {"amr", json::Array{"pwd", "otp"}},
                      {"sid", "session-1"}};
}

json::Value TestIssuer::logout_claims(UtcTime now, const std::string& once) const {
  return json::Object{{"iss", address},
                      {"sub", "subject-1"},
                      {"aud", "openmash"},
                      {"iat", seconds(now)},
                      {"exp", seconds(now) + 120},
                      {"jti", once},
                      {"sid", "session-1"},
                      {"events", json::Object{{"http://schemas.openid.net/event/backchannel-logout",
                                               json::Object{}}}}};
}

std::string TestIssuer::sign(const json::Value& claims, const json::Value& header) const {
  json::Value head =
      json::Object{{"alg", "ES256"}, {"typ", "JWT"}, {"kid", "key-" + std::to_string(number_)}};
  if (const auto* members = header.as_object()) {
    for (const auto& [name, value] : *members) head.set(name, value);
  }
  const std::string said =
      base64url(as_bytes(json::encode(head))) + "." + base64url(as_bytes(json::encode(claims)));
  return said + "." + base64url(key_.sign(as_bytes(said)));
}

json::Value TestIssuer::key_set() const {
  const auto point = key_.public_point();
  const json::Value key = json::Object{{"kty", "EC"},
                                       {"crv", "P-256"},
                                       {"kid", "key-" + std::to_string(number_)},
                                       {"use", "sig"},
                                       {"alg", "ES256"},
                                       {"x", base64url(point.x)},
                                       {"y", base64url(point.y)}};
  return json::Object{{"keys", json::Array{key}}};
}

oidc::Call TestIssuer::call() {
  return [this](const oidc::Ask& ask) -> Result<oidc::Answer> {
    const std::string path = ask.address.substr(address.size());
    ++called[path];
    if (away || !ask.address.starts_with(address)) {
      return Error{ErrorCode::unavailable, "Away", {}};
    }
    if (path == "/keys") return oidc::Answer{200, json::encode(key_set())};
    if (path == "/.well-known/openid-configuration") {
      return oidc::Answer{200, json::encode(document)};
    }
    if (path != "/token") return oidc::Answer{404, ""};
    forms.push_back(ask.form.reveal());
    known_as.push_back(ask.authorization.reveal());
    // A code works once.
    const std::string token = std::exchange(next_token_, "");
    if (token.empty()) return oidc::Answer{400, R"({"error":"invalid_grant"})"};
    return oidc::Answer{200,
                        json::encode(json::Object{{"id_token", token}, {"token_type", "Bearer"}})};
  };
}

oidc::ProviderSettings TestIssuer::settings() const {
  return {.expected = {.issuer = address,
                       .client_id = "openmash",
                       .acr = {"strong", "stronger"},
                       .amr = {"otp"},
                       .max_age = Duration::minutes(30)},
          .client = oidc::ClientSecret{Sensitive("a secret & more")},
          .redirect_address = "https://hub.example/sign-in/agency/police/back"};
}

}  // namespace mash::support
