// SPDX-License-Identifier: MIT
// How far each challenge to a decision came, for analysis of the whole record: ids, numbers and
// times in clear, no words.
// What not: who challenged, why, the answers; challenges in cases behind a wall or disposed of.
// Thread safety: as the transaction. Cost: one statement.
#pragma once

#include <vector>

#include "mash/db/database.h"

namespace mash::challenge {

struct EveryChallenge {
  CaseId case_id;
  UtcTime raised_at;
  std::int64_t stage = 1;  // the last that it reached
};
// Those raised from that time on, in that order.
std::vector<EveryChallenge> challenges_raised_since(db::Transaction& tx, UtcTime since);

}  // namespace mash::challenge
