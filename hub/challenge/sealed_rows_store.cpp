// SPDX-License-Identifier: MIT
#include "mash/challenge/sealed_rows.h"

namespace mash::challenge {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {
      {.kind = "challenge",
       .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from challenge"
                 " where case_id = $1 and owner = $2",
       .store = "update challenge set sealed = $1 where id = $2 and $3 = 1"},
      {.kind = "challenge_stage",
       .select = "select a.id, s.stage, cast(0 as bigint), '', s.sealed from challenge a"
                 " join challenge_stage s on s.challenge_id = a.id"
                 " where a.case_id = $1 and a.owner = $2",
       .store = "update challenge_stage set sealed = $1 where challenge_id = $2 and stage = $3"}};
}

}  // namespace mash::challenge
