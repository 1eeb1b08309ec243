// SPDX-License-Identifier: MIT
// Password and code, and how many wrong ones are let pass.
#pragma once

#include <string_view>

#include "login_store.h"
#include "mash/crypto/crypto.h"
#include "mash/pipeline/route.h"

namespace mash::login {

// Seals the secrets of authenticator apps.
crypto::Key totp_key(const pipeline::KeyRing& keys);

// Uses the code up, in `login`; whoever calls stores it. Computes the same for somebody without a
// secret.
bool code_fits(pipeline::Context& c, const StaffId& person, LoginRow& login, std::string_view code);

// Under which the tries of somebody who is signed in are counted: presence and account alike.
Bytes presence_name(const pipeline::Context& c, const StaffId& person);

// Back-off without lock-out: from the fifth failure on, one try a minute at the most. `name` is a
// keyed hash.
class Tries {
 public:
  Tries(pipeline::Context& c, Bytes name);
  [[nodiscard]] bool too_many() const;
  void count_failure(db::Transaction& tx) const;
  void forget(db::Transaction& tx) const;

 private:
  Bytes name_;
  UtcTime now_;
  Failures failures_;
};

}  // namespace mash::login
