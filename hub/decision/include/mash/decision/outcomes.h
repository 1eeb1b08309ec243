// SPDX-License-Identifier: MIT
// What was decided in a case, in codes alone, for time-limits that depend on it, for analysis, and
// for figures once the case is gone.
// Thread safety: as the transaction. Cost: one statement.
#pragma once

#include <set>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"

namespace mash::decision {

struct Decided {
  model::Outcome outcome{};
  UtcTime at;
};
// All that was ever decided, also what was replaced since.
std::vector<Decided> outcomes_in(db::Transaction& tx, const CaseId& id);

// For whom something was decided in this case.
std::set<PersonId> decided_for(db::Transaction& tx, const CaseId& id);
// From now on it stands for `nobody` and is only counted (retention).
void put_in_place(db::Transaction& tx, const CaseId& id, const PersonId& child,
                  const PersonId& nobody);
// The same of every case, for analysis of the whole record.
struct DecidedInCase {
  CaseId case_id;
  model::Outcome outcome{};
  UtcTime at;
  PersonId child{};
};
std::vector<DecidedInCase> every_outcome(db::Transaction& tx);

}  // namespace mash::decision
