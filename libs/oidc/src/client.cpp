// SPDX-License-Identifier: MIT
#include "client.h"

#include "mash/base/base64url.h"
#include "mash/base/bytes.h"
#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "mash/oidc/keys.h"

namespace mash::oidc {

namespace {

constexpr std::int64_t k_assertion_seconds = 60;

bool stays(char ch) {
  return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
         ch == '-' || ch == '.' || ch == '_' || ch == '~';
}

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char ch : text) {
    const auto byte = static_cast<unsigned char>(ch);
    if (stays(ch)) {
      out += ch;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    }
  }
  return out;
}

}  // namespace

std::string form_of(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    out += (out.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  }
  return out;
}

std::string code_challenge(const Sensitive& verifier) {
  return base64url(crypto::sha256(as_bytes(verifier.reveal())));
}

Sensitive basic_authorization(const std::string& id, const Sensitive& secret) {
  return Sensitive("Basic " + base64(as_bytes(encoded(id) + ":" + encoded(secret.reveal()))));
}

std::string client_assertion(const crypto::P256Key& key, const std::string& key_id,
                             const std::string& client_id, const std::string& audience,
                             const std::string& once, UtcTime now) {
  const std::int64_t seconds = now.micros / Duration::seconds(1).micros;
  json::Value header = json::Object{{"alg", "ES256"}, {"typ", "JWT"}};
  if (!key_id.empty()) header.set("kid", key_id);
  const json::Value claims =
      json::Object{{"iss", client_id}, {"sub", client_id}, {"aud", audience},
                   {"jti", once},      {"iat", seconds},   {"exp", seconds + k_assertion_seconds}};
  const std::string said =
      base64url(as_bytes(json::encode(header))) + "." + base64url(as_bytes(json::encode(claims)));
  return said + "." + base64url(key.sign(as_bytes(said)));
}

}  // namespace mash::oidc
