// SPDX-License-Identifier: MIT
#include "mash/triage/record_rows.h"

namespace mash::triage {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "screening",
           .sealed = "select id, sealed from screening where case_id = $1",
           .erase = "update screening set sealed = $2 where case_id = $1"},
          {.kind = "open_check",
           .sealed = "select id, sealed from open_check where case_id = $1",
           .erase = "delete from open_check where case_id = $1"},
          {.kind = "rating",
           .sealed = "select id, sealed from rating where case_id = $1",
           .erase = "update rating set sealed = $2 where case_id = $1"},
          {.kind = "breach_note",
           .sealed = "select id, sealed from breach_note where case_id = $1",
           .erase = "update breach_note set sealed = $2 where case_id = $1"}};
}

}  // namespace mash::triage
