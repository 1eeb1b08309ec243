// SPDX-License-Identifier: MIT
#include "passkey_store.h"

namespace mash::login {

namespace {

const std::string k_select =
    "select id, person, agency, credential, public_key, origin, sign_count, enrolled_at, used_at,"
    " alarm_at, name_sealed, enrolment, agency_signature, confirmed_by, confirmed_at from passkey";

std::optional<UtcTime> time_or_none(const db::Row& r, std::size_t i) {
  if (r.is_null(i)) return std::nullopt;
  return r.time(i);
}

PasskeyRow row_of(const db::Row& r) {
  return {.id = r.text(0),
          .person = r.id<StaffId>(1),
          .agency = r.id<AgencyId>(2),
          .credential = r.blob(3),
          .public_key = r.blob(4),
          .origin = r.text(5),
          .sign_count = r.integer(6),
          .enrolled_at = r.time(7),
          .used_at = time_or_none(r, 8),
          .alarm_at = time_or_none(r, 9),
          .name_sealed = r.blob(10),
          .enrolment = r.text_or(11, ""),
          .agency_signature = r.is_null(12) ? Bytes{} : r.blob(12),
          .confirmed_by = r.id<StaffId>(13),
          .confirmed_at = time_or_none(r, 14)};
}

std::vector<PasskeyRow> rows_of(const db::Rows& rows) {
  std::vector<PasskeyRow> out;
  for (const auto& r : rows) out.push_back(row_of(r));
  return out;
}

std::optional<PasskeyRow> first_of(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

}  // namespace

void insert_passkey(db::Transaction& tx, const PasskeyRow& row) {
  tx.execute(
      "insert into passkey (id, person, agency, credential, public_key, origin, sign_count,"
      " enrolled_at, name_sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.person, row.agency, row.credential, row.public_key, row.origin, row.sign_count,
       row.enrolled_at, row.name_sealed});
}

std::optional<PasskeyRow> find_passkey(db::Transaction& tx, std::string_view id) {
  return first_of(tx.query(k_select + " where id = $1", {std::string(id)}));
}

std::optional<PasskeyRow> find_credential(db::Transaction& tx, const Bytes& credential) {
  return first_of(tx.query(k_select + " where credential = $1", {credential}));
}

std::vector<PasskeyRow> passkeys_of(db::Transaction& tx, const StaffId& person) {
  return rows_of(tx.query(k_select + " where person = $1 order by enrolled_at, id", {person}));
}

std::vector<PasskeyRow> passkeys_of_agency(db::Transaction& tx, const AgencyId& agency) {
  return rows_of(tx.query(k_select + " where agency = $1 order by enrolled_at, id", {agency}));
}

void store_use(db::Transaction& tx, std::string_view id, std::int64_t sign_count, UtcTime at) {
  tx.execute("update passkey set sign_count = $2, used_at = $3 where id = $1",
             {std::string(id), sign_count, at});
}

void store_alarm(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update passkey set alarm_at = $2 where id = $1", {std::string(id), at});
}

void store_confirmation(db::Transaction& tx, const PasskeyRow& row) {
  tx.execute(
      "update passkey set enrolment = $2, agency_signature = $3, confirmed_by = $4,"
      " confirmed_at = $5 where id = $1",
      {row.id, row.enrolment, row.agency_signature, row.confirmed_by, row.confirmed_at.value()});
}

void remove_passkey(db::Transaction& tx, std::string_view id) {
  tx.execute("delete from passkey where id = $1", {std::string(id)});
}

void remove_passkeys_of(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from passkey where person = $1", {person});
}

void remove_unconfirmed_of(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from passkey where person = $1 and confirmed_at is null", {person});
}

bool was_answered(db::Transaction& tx, const Bytes& challenge) {
  return !tx.query("select until from passkey_challenge where challenge = $1", {challenge}).empty();
}

void store_answered(db::Transaction& tx, const Bytes& challenge, UtcTime until) {
  tx.execute("insert into passkey_challenge (challenge, until) values ($1, $2)",
             {challenge, until});
}

void forget_answered(db::Transaction& tx, UtcTime until) {
  tx.execute("delete from passkey_challenge where until < $1", {until});
}

}  // namespace mash::login
