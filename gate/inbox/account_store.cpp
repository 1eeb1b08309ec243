// SPDX-License-Identifier: MIT
#include "account_store.h"

#include <algorithm>

#include "mash/login/login.h"

namespace mash::inbox {

namespace {

AccountRow row_of(const db::Row& r) {
  return {.id = r.id<StaffId>(0),
          .agency = r.id<AgencyId>(1),
          .role = r.text(2),
          .present = r.integer(3) != 0,
          .sealed = r.blob(4)};
}

pipeline::Label label_of(const StaffId& id) {
  return {.owner = k_gate_content, .kind = "account", .case_id = {}, .row = id.text()};
}

Bytes email_lookup(const pipeline::Vault& vault, std::string_view email) {
  return vault.lookup("inbox.email", plain_email(email));
}

void store_account(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                   const packages::Account& a) {
  const json::Value words = json::Object{
      {"agency_name", a.agency_name}, {"name", a.name}, {"title", a.title}, {"email", a.email}};
  const db::Param lookup =
      a.email.empty() ? db::Param(db::Null{}) : db::Param(email_lookup(vault, a.email));
  tx.execute(
      "insert into account (id, agency, role, present, email_lookup, sealed)"
      " values ($1, $2, $3, 1, $4, $5) on conflict (id) do update set agency = excluded.agency,"
      " role = excluded.role, present = 1, email_lookup = excluded.email_lookup,"
      " sealed = excluded.sealed",
      {a.id, a.agency, a.role, lookup,
       vault.seal(tx, label_of(a.id), json::encode(words), random)});
}

}  // namespace

std::string plain_email(std::string_view email) {
  std::string out(email);
  std::ranges::transform(out, out.begin(), [](char ch) {
    return ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
  });
  return out;
}

policy::Principal principal_of(const AccountRow& row) {
  using enum policy::Role;
  policy::Principal out{row.id, row.agency, none, policy::Side::outside, false};
  for (const auto role : {recipient, referrer, board_analyst, peer_manager}) {
    if (policy::name_of(role) == row.role) out.role = role;
  }
  return out;
}

std::optional<AccountRow> find_account(db::Transaction& tx, const StaffId& id) {
  const auto rows =
      tx.query("select id, agency, role, present, sealed from account where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::optional<AccountRow> find_by_email(db::Transaction& tx, const pipeline::Vault& vault,
                                        std::string_view email) {
  if (email.empty()) return std::nullopt;
  const auto rows = tx.query(
      "select id, agency, role, present, sealed from account"
      " where email_lookup = $1 and present = 1",
      {email_lookup(vault, email)});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::vector<AccountRow> present_accounts(db::Transaction& tx, const AgencyId& agency) {
  std::vector<AccountRow> out;
  for (const auto& r : tx.query("select id, agency, role, present, sealed from account"
                                " where present = 1 and (agency = $1 or $1 = '') order by id",
                                {agency.text()})) {
    out.push_back(row_of(r));
  }
  return out;
}

packages::Account open_account(db::Transaction& tx, const pipeline::Vault& vault,
                               const policy::Proof& proof, const AccountRow& row) {
  const json::Value words = vault.open_json(tx, proof, label_of(row.id), row.sealed);
  return {.id = row.id,
          .agency = row.agency,
          .agency_name = words.text("agency_name"),
          .role = row.role,
          .name = words.text("name"),
          .title = words.text("title"),
          .email = words.text("email")};
}

void store_directory(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                     const packages::Directory& directory, UtcTime sent_at) {
  tx.execute("update account set present = 0, email_lookup = null");
  for (const auto& account : directory.accounts) store_account(tx, vault, random, account);
  for (const auto& left : tx.query("select id from account where present = 0")) {
    login::remove_password(tx, left.id<StaffId>(0));
  }
  tx.execute(
      "insert into hub_contact (door, name, phone, sent_at) values ('hub', $1, $2, $3)"
      " on conflict (door) do update set name = excluded.name, phone = excluded.phone,"
      " sent_at = excluded.sent_at",
      {directory.hub_name, directory.hub_phone, sent_at});
}

std::int64_t remove_leavers(db::Transaction& tx) {
  return tx.execute(
      "delete from account where present = 0"
      " and not exists (select 1 from product_act a where a.person = account.id)");
}

UtcTime directory_time(db::Transaction& tx) {
  const auto rows = tx.query("select sent_at from hub_contact where door = 'hub'");
  return rows.empty() ? UtcTime{} : rows.front().time(0);
}

std::string hub_name(db::Transaction& tx) {
  const auto rows = tx.query("select name from hub_contact where door = 'hub'");
  return rows.empty() ? std::string() : rows.front().text(0);
}

std::string hub_phone(db::Transaction& tx, const std::string& otherwise) {
  const auto rows = tx.query("select phone from hub_contact where door = 'hub'");
  return rows.empty() || rows.front().text(0).empty() ? otherwise : rows.front().text(0);
}

}  // namespace mash::inbox
