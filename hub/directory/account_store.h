// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::directory {

struct Account {
  bool open = true;
  std::string password;  // Argon2id, encoded; empty: none set
  Bytes totp_sealed;
  std::int64_t totp_step = 0;  // the last step that was used
  std::int64_t failures = 0;   // since the last success
  UtcTime failed_at;
};
// A person without a row has an open account without a password.
Account find_account(db::Transaction& tx, const StaffId& person);
void store_account(db::Transaction& tx, const StaffId& person, const Account& account);

}  // namespace mash::directory
