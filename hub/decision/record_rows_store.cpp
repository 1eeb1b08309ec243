// SPDX-License-Identifier: MIT
#include "mash/decision/record_rows.h"

namespace mash::decision {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "late_answer",
           .sealed = "select id, sealed from late_answer where case_id = $1",
           .erase = "delete from late_answer where case_id = $1"},
          {.kind = "recommendation",
           .sealed = "select id, sealed from recommendation where case_id = $1",
           .erase = "delete from recommendation where case_id = $1"},
          {.kind = "decision",
           .sealed = "select id, sealed from decision where case_id = $1",
           .erase = "update decision set sealed = $2 where case_id = $1"}};
}

}  // namespace mash::decision
