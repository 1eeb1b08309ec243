// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::login {

struct LoginRow {
  std::string password;  // Argon2id, encoded
  Bytes totp_sealed;
  std::int64_t totp_step = 0;  // the last step that was used
};
// Nothing for somebody who has no password.
std::optional<LoginRow> find_login(db::Transaction& tx, const StaffId& person);
void store_login(db::Transaction& tx, const StaffId& person, const LoginRow& login);

// A password that somebody else has set for them lets them in until then; one of their own always.
void store_first_password(db::Transaction& tx, const StaffId& person, UtcTime until);
void forget_first_password(db::Transaction& tx, const StaffId& person);
std::optional<UtcTime> first_password_until(db::Transaction& tx, const StaffId& person);
bool first_password_ran_out(db::Transaction& tx, const StaffId& person, UtcTime now);

// Tries under one name (its keyed hash) that failed since the last that did not.
struct Failures {
  std::int64_t count = 0;
  UtcTime last;
};
Failures find_failures(db::Transaction& tx, const Bytes& name);
void store_failures(db::Transaction& tx, const Bytes& name, const Failures& failures);
void forget_failures(db::Transaction& tx, const Bytes& name);

}  // namespace mash::login
