// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::login {

struct LoginRow {
  std::string password;  // Argon2id, encoded
  Bytes totp_sealed;
  std::int64_t totp_step = 0;  // the last step that was used
  std::int64_t failures = 0;   // since the last success
  UtcTime failed_at;
};
// Nothing for somebody who has no password.
std::optional<LoginRow> find_login(db::Transaction& tx, const StaffId& person);
void store_login(db::Transaction& tx, const StaffId& person, const LoginRow& login);

}  // namespace mash::login
