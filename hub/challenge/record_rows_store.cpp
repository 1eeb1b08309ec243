// SPDX-License-Identifier: MIT
#include "mash/challenge/record_rows.h"

namespace mash::challenge {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "challenge_answer",
           .sealed = "select challenge_id, sealed from challenge_answer where challenge_id "
                     "in (select id from challenge where case_id = $1)",
           .erase = "delete from challenge_answer where challenge_id in (select id from "
                    "challenge where case_id = $1)"},
          {.kind = "challenge_decision",
           .erase = "delete from challenge_decision where challenge_id in (select id from "
                    "challenge where case_id = $1)"},
          {.kind = "challenge_safety",
           .sealed = "select id, sealed from challenge_safety where challenge_id in (select "
                     "id from challenge where case_id = $1)",
           .erase = "delete from challenge_safety where challenge_id in (select id from "
                    "challenge where case_id = $1)"},
          {.kind = "challenge_stage",
           .erase = "delete from challenge_stage where challenge_id in (select id from "
                    "challenge where case_id = $1)"},
          {.kind = "challenge", .erase = "delete from challenge where case_id = $1"}};
}

}  // namespace mash::challenge
