// SPDX-License-Identifier: MIT
#include "mash/challenge/in_case.h"

#include <algorithm>

#include "challenge_store.h"

namespace mash::challenge {

std::vector<ChallengeInCase> challenges_in(db::Transaction& tx, const CaseId& id) {
  std::vector<ChallengeInCase> out;
  for (const auto& [challenge, sealed] : challenge_rows(tx, id)) {
    const auto rungs = rung_rows(tx, challenge.id);
    const auto answered = std::ranges::count_if(
        rungs, [](const RungRow& row) { return row.rung.answer.has_value(); });
    out.push_back(
        {.id = challenge.id,
         .owner = challenge.owner,
         .version = static_cast<std::int64_t>(rungs.size()),
         .answers = answered + static_cast<std::int64_t>(safety_rows(tx, challenge.id).size()),
         .gone = sealed.empty()});
  }
  return out;
}

}  // namespace mash::challenge
