// SPDX-License-Identifier: MIT
#include "login_store.h"

#include "mash/login/agencies.h"
#include "mash/login/login.h"
#include "passkey_store.h"

namespace mash::login {

std::optional<LoginRow> find_login(db::Transaction& tx, const StaffId& person) {
  const auto rows =
      tx.query("select password, totp_sealed, totp_step from login where person = $1", {person});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return LoginRow{.password = r.text(0), .totp_sealed = r.blob(1), .totp_step = r.integer(2)};
}

void store_login(db::Transaction& tx, const StaffId& person, const LoginRow& login) {
  tx.execute(
      "insert into login (person, password, totp_sealed, totp_step) values ($1, $2, $3, $4)"
      " on conflict (person) do update set password = $2, totp_sealed = $3, totp_step = $4",
      {person, login.password, login.totp_sealed, login.totp_step});
}

void store_first_password(db::Transaction& tx, const StaffId& person, UtcTime until) {
  tx.execute(
      "insert into first_password (person, until_at) values ($1, $2)"
      " on conflict (person) do update set until_at = $2",
      {person, until});
}

void forget_first_password(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from first_password where person = $1", {person});
}

std::optional<UtcTime> first_password_until(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query("select until_at from first_password where person = $1", {person});
  if (rows.empty()) return std::nullopt;
  return rows.front().time(0);
}

bool first_password_ran_out(db::Transaction& tx, const StaffId& person, UtcTime now) {
  const auto until = first_password_until(tx, person);
  return until && now >= *until;
}

Failures find_failures(db::Transaction& tx, const Bytes& name) {
  const auto rows =
      tx.query("select failures, failed_at from login_failure where name = $1", {name});
  if (rows.empty()) return {};
  return {.count = rows.front().integer(0), .last = rows.front().time(1)};
}

void store_failures(db::Transaction& tx, const Bytes& name, const Failures& failures) {
  tx.execute(
      "insert into login_failure (name, failures, failed_at) values ($1, $2, $3)"
      " on conflict (name) do update set failures = $2, failed_at = $3",
      {name, failures.count, failures.last});
}

void forget_failures(db::Transaction& tx, const Bytes& name) {
  tx.execute("delete from login_failure where name = $1", {name});
}

void sweep(db::Transaction& tx, UtcTime now, std::int64_t most_names) {
  tx.execute("delete from login_failure where failed_at < $1", {now - k_failures_kept});
  sweep_agencies(tx, now);
  // The oldest of too many: known names and others alike.
  tx.execute(
      "delete from login_failure where failed_at <= (select failed_at from login_failure"
      " order by failed_at desc limit 1 offset $1)",
      {most_names});
  forget_answered(tx, now);
}

void remove_password(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from login where person = $1", {person});
  forget_first_password(tx, person);
  remove_passkeys_of(tx, person);
}

}  // namespace mash::login
