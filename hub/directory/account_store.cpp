// SPDX-License-Identifier: MIT
#include "account_store.h"

#include "mash/db/id_set.h"

namespace mash::directory {

bool is_open(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query("select open from account where person = $1", {person});
  return rows.empty() || rows.front().integer(0) != 0;
}

std::set<StaffId> closed(db::Transaction& tx) {
  return db::id_set<StaffId>(tx.query("select person from account where open = 0"));
}

void set_open(db::Transaction& tx, const StaffId& person, bool open) {
  tx.execute(
      "insert into account (person, open) values ($1, $2)"
      " on conflict (person) do update set open = excluded.open",
      {person, open ? 1 : 0});
}

}  // namespace mash::directory
