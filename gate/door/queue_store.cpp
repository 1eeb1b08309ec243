// SPDX-License-Identifier: MIT
#include "queue_store.h"

#include "mash/base/assert.h"
#include "mash/door/door.h"

namespace mash::door {

namespace {
constexpr Duration k_away = Duration::minutes(2);

packages::InwardKind kind_of(const std::string& code) {
  using enum packages::InwardKind;
  for (const auto kind : {notification, product_read, product_accepted, product_rejected,
                          withdrawal_seen, feedback_read, product_strayed, file_piece, hub_word}) {
    if (packages::code_of(kind) == code) return kind;
  }
  MASH_ASSERT(false);
}
}  // namespace

void queue(db::Transaction& tx, const packages::Inward& inward) {
  tx.execute("insert into inward (id, kind, at, body) values ($1, $2, $3, $4)",
             {inward.id, packages::code_of(inward.kind), inward.at, inward.body});
}

bool is_waiting(db::Transaction& tx, const std::string& inward_id) {
  return !tx.query("select id from inward where id = $1", {inward_id}).empty();
}

bool hub_is_away(db::Transaction& tx, UtcTime now) {
  return now > last_contact(tx) + k_away;
}

std::vector<packages::Inward> oldest(db::Transaction& tx, std::int64_t limit, std::size_t bytes,
                                     bool files) {
  std::vector<packages::Inward> out;
  std::size_t total = 0;
  // False: there is no more room.
  const auto add = [&](packages::Inward message) {
    total += message.body.size();
    if (!out.empty() && total > bytes) return false;
    out.push_back(std::move(message));
    return true;
  };
  for (const auto& id : tx.query("select id from inward order by at, id limit $1", {limit})) {
    const auto rows = tx.query("select id, kind, at, body from inward where id = $1", {id.text(0)});
    const auto& row = rows.front();
    if (!add({row.text(0), kind_of(row.text(1)), row.time(2), row.blob(3)})) return out;
  }
  if (!files) return out;
  const std::int64_t room = limit - static_cast<std::int64_t>(out.size());
  for (const auto& id : tx.query("select id from inward_piece where held_by is null"
                                 " order by at, id limit $1",
                                 {room})) {
    const auto rows = tx.query("select id, at, body from inward_piece where id = $1", {id.text(0)});
    const auto& row = rows.front();
    if (!add({row.text(0), packages::InwardKind::file_piece, row.time(1), row.blob(2)})) break;
  }
  return out;
}

bool forget(db::Transaction& tx, const std::string& inward_id) {
  return tx.execute("delete from inward where id = $1", {inward_id}) == 1 ||
         tx.execute("delete from inward_piece where id = $1 and held_by is null", {inward_id}) == 1;
}

bool remember_stored(db::Transaction& tx, const std::string& outward_id, UtcTime at) {
  return tx.execute(
             "insert into outward_stored (id, at) values ($1, $2) on conflict (id) do nothing",
             {outward_id, at}) == 1;
}

void forget_deliveries(db::Transaction& tx, UtcTime before) {
  tx.execute("delete from outward_stored where at < $1", {before});
}

UtcTime last_contact(db::Transaction& tx) {
  const auto rows = tx.query("select at from door_contact where door = 'hub'");
  return rows.empty() ? UtcTime{} : rows.front().time(0);
}

void set_contact(db::Transaction& tx, UtcTime at) {
  tx.execute(
      "insert into door_contact (door, at) values ('hub', $1)"
      " on conflict (door) do update set at = excluded.at",
      {at});
}

void set_contact(db::Transaction& tx, UtcTime at, bool files) {
  set_contact(tx, at);
  tx.execute("update door_contact set files = $1 where door = 'hub'", {files ? "yes" : "no"});
}

bool files_wait(db::Transaction& tx) {
  return !tx.query("select door from door_contact where door = 'hub' and files = 'no'").empty();
}

}  // namespace mash::door
