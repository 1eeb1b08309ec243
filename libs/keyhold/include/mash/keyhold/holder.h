// SPDX-License-Identifier: MIT
// What holds a root key while nobody uses it: a file with another key, a passphrase that a person
// knows, or a token (PKCS#11) that gives its own key to nobody. All of them wrap 32 bytes.
// What not: which keys there are and where they are kept (held_key.h), recovery (shares.h).
// Errors: invalid_input names the field and the way out: "file", "passphrase", "pin", "module",
// "token", "label"; "sealed" where these bytes are not what this holder sealed under this name.
// Never a secret. Thread safety: one thread, and in one process one token at a time.
// Cost: a file microseconds, a passphrase its own (mash/crypto/passphrase.h), a token what it
// takes. Source: PKCS #11 2.40, CKM_AES_GCM; NIST SP 800-38D.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "mash/base/bytes.h"
#include "mash/base/result.h"
#include "mash/base/sensitive.h"
#include "mash/crypto/crypto.h"
#include "mash/crypto/passphrase.h"

namespace mash::keyhold {

class Holder {
 public:
  Holder() = default;
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  virtual ~Holder() = default;
  // Opens under the same name only.
  virtual Result<Bytes> wrap(const crypto::Key& key, std::string_view name, Random& random) = 0;
  virtual Result<crypto::Key> unwrap(ByteView sealed, std::string_view name) = 0;
};

enum class Kind { clear, key_file, passphrase, token };
std::string_view code_of(Kind kind);  // "clear", "key-file", "passphrase", "token"
Result<Kind> parse_kind(std::string_view code);

struct TokenPlace {
  std::string module;    // path of the PKCS#11 library
  std::string token;     // label of the token
  std::string label;     // of the AES-256 key in it
  std::string pin_file;  // empty: a person types the PIN
};

// Where and how; no secret.
struct Place {
  Kind kind = Kind::clear;
  std::string file = {};  // Kind::key_file: 64 hexadecimal digits, readable by its owner alone
  crypto::PassphraseCost cost = {};
  Bytes salt = {};  // Kind::passphrase
  TokenPlace token = {};

  // Needs nobody: opens at three in the morning too.
  [[nodiscard]] bool unattended() const;
};

// `secret`: the passphrase, or the PIN that no file has; else it is not looked at.
Result<std::unique_ptr<Holder>> holder_of(const Place& place, const Sensitive& secret);

// A passphrase for a new place: 15 to 256 bytes.
Result<void> check_passphrase(const Sensitive& passphrase);

// Makes the AES-256 key that `place` names inside its token, so that it never was outside.
// invalid_input "label": there is one of this name.
Result<void> make_token_key(const TokenPlace& place, const Sensitive& pin);

}  // namespace mash::keyhold
