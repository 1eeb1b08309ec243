// SPDX-License-Identifier: MIT
#include "account_store.h"

#include "mash/db/id_set.h"
#include "mash/directory/by_system.h"

namespace mash::directory {

bool is_open(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query("select open from account where person = $1", {person});
  return rows.empty() || rows.front().integer(0) != 0;
}

std::set<StaffId> closed(db::Transaction& tx) {
  return db::id_set<StaffId>(tx.query("select person from account where open = 0"));
}

std::set<StaffId> closed_by_hub(db::Transaction& tx) {
  return db::id_set<StaffId>(
      tx.query("select person from account where open = 0"
               " and person not in (select person from closed_by_system)"));
}

void set_closed(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from closed_by_system where person = $1", {person});
  tx.execute(
      "insert into account (person, open) values ($1, 0)"
      " on conflict (person) do update set open = excluded.open",
      {person});
}

void set_closed_by_system(db::Transaction& tx, const StaffId& person) {
  if (!is_open(tx, person)) return;
  set_closed(tx, person);
  tx.execute("insert into closed_by_system (person) values ($1)", {person});
}

void set_open(db::Transaction& tx, const StaffId& person) {
  tx.execute("delete from closed_by_system where person = $1", {person});
  tx.execute("update account set open = 1 where person = $1", {person});
}

}  // namespace mash::directory
