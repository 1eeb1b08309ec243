// SPDX-License-Identifier: MIT
// What owners decided of pieces of information, for analysis of the whole record: ids, states and
// times in clear, no words.
// What not: what the information says, to whom it may go; decisions in cases behind a wall or
// disposed of. Thread safety: as the transaction. Cost: one statement.
#pragma once

#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"

namespace mash::disclosure {

struct EveryRelease {
  CaseId case_id;
  AgencyId owner;
  model::ReleaseState state{};
  UtcTime at;
};
// Each decision, for each version and recipient, from that time on, in the order of deciding.
std::vector<EveryRelease> releases_decided_since(db::Transaction& tx, UtcTime since);

}  // namespace mash::disclosure
