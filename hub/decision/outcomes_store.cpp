// SPDX-License-Identifier: MIT
#include "mash/db/id_set.h"
#include "mash/decision/outcomes.h"
#include "mash/model/stored.h"

namespace mash::decision {

using model::stored;

std::vector<Decided> outcomes_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Decided> out;
  for (const auto& r :
       tx.query("select outcome, decided_at from decision where case_id = $1", {id})) {
    out.push_back({stored<model::Outcome>(r.text(0)), r.time(1)});
  }
  return out;
}

std::vector<DecidedInCase> every_outcome(db::Transaction& tx) {
  std::vector<DecidedInCase> out;
  for (const auto& r : tx.query("select case_id, outcome, decided_at, child from decision")) {
    out.push_back(
        {r.id<CaseId>(0), stored<model::Outcome>(r.text(1)), r.time(2), r.id<PersonId>(3)});
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
