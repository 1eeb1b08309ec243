// SPDX-License-Identifier: MIT
#include "account_store.h"

namespace mash::directory {

Account find_account(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query(
      "select open, password, totp_sealed, totp_step, failures, failed_at from account"
      " where person = $1",
      {person});
  Account a;
  if (rows.empty()) return a;
  const auto& r = rows.front();
  a.open = r.integer(0) != 0;
  a.password = r.text_or(1, "");
  if (!r.is_null(2)) a.totp_sealed = r.blob(2);
  a.totp_step = r.integer(3);
  a.failures = r.integer(4);
  a.failed_at = r.time(5);
  return a;
}

void store_account(db::Transaction& tx, const StaffId& person, const Account& a) {
  const db::Param password = a.password.empty() ? db::Param(db::Null{}) : db::Param(a.password);
  const db::Param totp = a.totp_sealed.empty() ? db::Param(db::Null{}) : db::Param(a.totp_sealed);
  tx.execute(
      "insert into account (person, open, password, totp_sealed, totp_step, failures, failed_at)"
      " values ($1, $2, $3, $4, $5, $6, $7) on conflict (person) do update set open = $2,"
      " password = $3, totp_sealed = $4, totp_step = $5, failures = $6, failed_at = $7",
      {person, a.open ? 1 : 0, password, totp, a.totp_step, a.failures, a.failed_at});
}

}  // namespace mash::directory
