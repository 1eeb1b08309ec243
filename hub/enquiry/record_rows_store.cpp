// SPDX-License-Identifier: MIT
#include "mash/enquiry/record_rows.h"

namespace mash::enquiry {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "basis",
           .sealed = "select case_id, sealed from basis where case_id = $1",
           .erase = "delete from basis where case_id = $1"},
          {.kind = "enquiry",
           .sealed = "select id, sealed from enquiry where case_id = $1",
           .erase = "update enquiry set sealed = $2 where case_id = $1"}};
}

}  // namespace mash::enquiry
