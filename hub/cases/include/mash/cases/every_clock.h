// SPDX-License-Identifier: MIT
// Every clock that there is, of one stage or since a time, for analysis of the whole record. What
// not: withdrawn ones, those that a new rating replaced, those of cases behind a wall or disposed
// of. Thread safety: as the transaction. Cost: one statement, which reads all such clocks.
#pragma once

#include <optional>
#include <string>
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

// With how it ended and which policy timed it.
struct DueClock {
  CaseId case_id;
  AgencyId agency;  // empty: of no agency
  model::Stage stage{};
  model::Rating rating{};
  std::string policy_id;
  std::int64_t policy_version = 0;
  UtcTime due_at;
  std::optional<UtcTime> met_at;
};
// Of all stages, those that were due at that time or later, in that order.
std::vector<DueClock> clocks_due_since(db::Transaction& tx, UtcTime since);

}  // namespace mash::cases
