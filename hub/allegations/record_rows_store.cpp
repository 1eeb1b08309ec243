// SPDX-License-Identifier: MIT
#include "mash/allegations/record_rows.h"

namespace mash::allegations {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "allegation_child_case",
           .erase = "delete from allegation_child_case where case_id = $1 or allegation in "
                    "(select id from allegation where case_id = $1)"},
          {.kind = "allegation_end",
           .sealed = "select id, ended_sealed from allegation where case_id = $1",
           .erase = "update allegation set ended_sealed = $2 where case_id = $1"},
          {.kind = "allegation",
           .sealed = "select id, sealed from allegation where case_id = $1",
           .erase = "delete from allegation where case_id = $1"}};
}

}  // namespace mash::allegations
