// SPDX-License-Identifier: MIT
#include "births_store.h"

namespace mash::people {

std::vector<StatementId> unborn_not_asked(db::Transaction& tx) {
  std::vector<StatementId> out;
  for (const auto& r :
       tx.query("select s.id from statement s left join birth_asked b on b.statement_id = s.id"
                " where s.role = $1 and b.statement_id is null order by s.at desc, s.id",
                {model::code_of(model::PersonRole::unborn)})) {
    out.push_back(r.id<StatementId>(0));
  }
  return out;
}

void store_birth_asked(db::Transaction& tx, const StatementId& statement, UtcTime at) {
  tx.execute("insert into birth_asked (statement_id, at) values ($1, $2) on conflict do nothing",
             {statement, at});
}

}  // namespace mash::people
