// SPDX-License-Identifier: MIT
// An issuer of OpenID Connect for tests: keys of its own, tokens with any claims, and answers to
// calls, without a network.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "mash/base/time.h"
#include "mash/crypto/foreign_key.h"
#include "mash/json/value.h"
#include "mash/oidc/provider.h"

namespace mash::support {

class TestIssuer {
 public:
  explicit TestIssuer(std::string address);

  // Of a good ID token for the client "openmash".
  [[nodiscard]] json::Value claims(UtcTime now, const std::string& nonce) const;
  [[nodiscard]] json::Value logout_claims(UtcTime now, const std::string& once) const;
  // By the newest key; `header` is added to, or replaces.
  [[nodiscard]] std::string sign(const json::Value& claims, const json::Value& header = {}) const;
  [[nodiscard]] json::Value key_set() const;
  // A new key, "key-2" after "key-1"; the old one is gone.
  void rotate();
  // What it answers to the next code.
  void gives(std::string token) { next_token_ = std::move(token); }

  oidc::Call call();
  oidc::ProviderSettings settings() const;

  bool away = false;                  // does not answer
  std::map<std::string, int> called;  // by path
  std::vector<std::string> forms;     // that came with codes
  std::vector<std::string> known_as;  // and with which authorization
  json::Value document;               // of discovery
  std::string address;

 private:
  int number_ = 0;
  crypto::P256Key key_;
  std::string next_token_;
};

crypto::P256Key new_p256_key();

}  // namespace mash::support
