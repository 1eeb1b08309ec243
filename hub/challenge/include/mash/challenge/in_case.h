// SPDX-License-Identifier: MIT
// Challenges of a case, for whoever looks through its record: the challenger's words, which are
// theirs, and what they were answered and what was done meanwhile, which are the front door's.
// Thread safety: as the Context that is passed in. Cost: that of challenge_rows and its stages.
#pragma once

#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::challenge {

struct ChallengeInCase {
  std::string id;
  AgencyId owner;            // of the challenger's words
  std::int64_t version = 1;  // grows with each stage
  std::int64_t answers = 0;  // grows with each answer and each word about safety; 0: none yet
  bool gone = false;         // the challenger's words were disposed of
};
std::vector<ChallengeInCase> challenges_in(db::Transaction& tx, const CaseId& id);

}  // namespace mash::challenge
