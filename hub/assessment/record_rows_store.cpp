// SPDX-License-Identifier: MIT
#include "mash/assessment/record_rows.h"

namespace mash::assessment {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "assessment",
           .sealed = "select id, sealed from assessment where case_id = $1",
           .erase = "delete from assessment where case_id = $1"},
          {.kind = "dissent", .erase = "delete from dissent where case_id = $1"}};
}

}  // namespace mash::assessment
