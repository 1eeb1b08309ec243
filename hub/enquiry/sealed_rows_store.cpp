// SPDX-License-Identifier: MIT
#include "mash/enquiry/sealed_rows.h"

namespace mash::enquiry {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {
      {.kind = "return",
       .select = "select e.id, r.version, cast(0 as bigint), '', r.sealed from enquiry e"
                 " join enquiry_return r on r.enquiry_id = e.id"
                 " where e.case_id = $1 and e.agency = $2",
       .store = "update enquiry_return set sealed = $1 where enquiry_id = $2 and version = $3"}};
}

}  // namespace mash::enquiry
