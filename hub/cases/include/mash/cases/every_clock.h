// SPDX-License-Identifier: MIT
// Every clock of one stage that there is, for analysis of the whole record. What not: withdrawn
// ones, those that a new rating replaced, those of cases behind a wall or disposed of.
// Thread safety: as the transaction. Cost: one statement, which reads all clocks of the stage.
#pragma once

#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"

namespace mash::cases {

struct EveryClock {
  CaseId case_id;
  AgencyId agency;
  UtcTime started_at;
  UtcTime due_at;
};
// By case, then as they were started.
std::vector<EveryClock> every_clock(db::Transaction& tx, model::Stage stage);

}  // namespace mash::cases
