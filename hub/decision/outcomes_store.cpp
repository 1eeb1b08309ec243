// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "mash/db/id_set.h"
#include "mash/decision/outcomes.h"

namespace mash::decision {

std::vector<Decided> outcomes_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Decided> out;
  for (const auto& r :
       tx.query("select outcome, decided_at from decision where case_id = $1", {id})) {
    const auto outcome = model::from_code<model::Outcome>(r.text(0));
    if (!outcome) throw std::runtime_error("unknown outcome of a decision in the database");
    out.push_back({*outcome, r.time(1)});
  }
  return out;
}

std::set<PersonId> decided_for(db::Transaction& tx, const CaseId& id) {
  return db::id_set<PersonId>(
      tx.query("select distinct child from decision where case_id = $1", {id}));
}

void put_in_place(db::Transaction& tx, const CaseId& id, const PersonId& child,
                  const PersonId& nobody) {
  tx.execute("update decision set child = $3 where case_id = $1 and child = $2",
             {id, child, nobody});
}

}  // namespace mash::decision
