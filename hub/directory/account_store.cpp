// SPDX-License-Identifier: MIT
#include "account_store.h"

namespace mash::directory {

bool is_open(db::Transaction& tx, const StaffId& person) {
  const auto rows = tx.query("select open from account where person = $1", {person});
  return rows.empty() || rows.front().integer(0) != 0;
}

std::set<StaffId> closed(db::Transaction& tx) {
  std::set<StaffId> out;
  for (const auto& r : tx.query("select person from account where open = 0")) {
    out.insert(r.id<StaffId>(0));
  }
  return out;
}

void close(db::Transaction& tx, const StaffId& person) {
  tx.execute(
      "insert into account (person, open) values ($1, 0) on conflict (person) do update set open = "
      "0",
      {person});
}

}  // namespace mash::directory
