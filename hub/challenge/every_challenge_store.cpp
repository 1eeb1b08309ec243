// SPDX-License-Identifier: MIT
#include "mash/challenge/every_challenge.h"

namespace mash::challenge {

std::vector<EveryChallenge> challenges_raised_since(db::Transaction& tx, UtcTime since) {
  std::vector<EveryChallenge> out;
  for (const auto& r :
       tx.query("select h.case_id, h.raised_at, (select max(s.stage) from challenge_stage s where"
                " s.challenge_id = h.id) from challenge h join case_file c on c.id = h.case_id"
                " where h.raised_at >= $1 and c.disposed_at is null and not exists (select 1 from"
                " case_wall w where w.case_id = c.id and w.lowered_at is null)"
                " order by h.raised_at, h.id",
                {since})) {
    out.push_back({.case_id = r.id<CaseId>(0), .raised_at = r.time(1), .stage = r.integer(2)});
  }
  return out;
}

}  // namespace mash::challenge
