// SPDX-License-Identifier: MIT
// What was decided in a case, in codes alone, for time-limits that depend on it.
// Thread safety: as the transaction. Cost: one statement.
#pragma once

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

}  // namespace mash::decision
