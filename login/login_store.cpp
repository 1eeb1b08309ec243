// SPDX-License-Identifier: MIT
#include "login_store.h"

#include "mash/login/login.h"

namespace mash::login {

std::optional<LoginRow> find_login(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query(
      "select password, totp_sealed, totp_step, failures, failed_at from login where person = $1",
      {person});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return LoginRow{.password = r.text(0),
                  .totp_sealed = r.blob(1),
                  .totp_step = r.integer(2),
                  .failures = r.integer(3),
                  .failed_at = r.time(4)};
}

void store_login(db::Transaction& tx, const StaffId& person, const LoginRow& login) {
  tx.execute(
      "insert into login (person, password, totp_sealed, totp_step, failures, failed_at)"
      " values ($1, $2, $3, $4, $5, $6) on conflict (person) do update set password = $2,"
      " totp_sealed = $3, totp_step = $4, failures = $5, failed_at = $6",
      {person, login.password, login.totp_sealed, login.totp_step, login.failures,
       login.failed_at});
}

void remove_password(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from login where person = $1", {person});
}

}  // namespace mash::login
