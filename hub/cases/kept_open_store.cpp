// SPDX-License-Identifier: MIT
#include "mash/cases/kept_open.h"

namespace mash::cases {

void keep_open(db::Transaction& tx, const CaseId& id, std::string_view what, UtcTime now) {
  tx.execute(
      "insert into case_kept_open (case_id, what, since) values ($1, $2, $3) on conflict do"
      " nothing",
      {id, what, now});
}

void let_close(db::Transaction& tx, const CaseId& id, std::string_view what) {
  tx.execute("delete from case_kept_open where case_id = $1 and what = $2", {id, what});
}

bool is_kept_open(db::Transaction& tx, const CaseId& id) {
  return !tx.query("select 1 from case_kept_open where case_id = $1 limit 1", {id}).empty();
}

}  // namespace mash::cases
