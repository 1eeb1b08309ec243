// SPDX-License-Identifier: MIT
#include "mash/pointers/record_rows.h"

namespace mash::pointers {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "pointer_asked",
           .erase = "delete from pointer_asked where enquiry in (select id from pointer_enquiry "
                    "where case_id = $1)"},
          {.kind = "pointer_enquiry",
           .sealed = "select id, sealed from pointer_enquiry where case_id = $1",
           .erase = "delete from pointer_enquiry where case_id = $1"}};
}

}  // namespace mash::pointers
