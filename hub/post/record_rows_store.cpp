// SPDX-License-Identifier: MIT
#include "mash/post/record_rows.h"

namespace mash::post {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "outward",
           .sealed = "select id, sealed from outward where case_id = $1",
           .erase = "delete from outward where case_id = $1"}};
}

}  // namespace mash::post
