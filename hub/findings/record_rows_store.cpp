// SPDX-License-Identifier: MIT
#include "mash/findings/record_rows.h"

namespace mash::findings {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "finding_names",
           .erase = "delete from finding_names where evidence like '%' || $1 || '%'"},
          {.kind = "finding_aside",
           .erase = "delete from finding_aside where evidence like '%' || $1 || '%'"},
          {.kind = "finding", .erase = "delete from finding where evidence like '%' || $1 || '%'"}};
}

}  // namespace mash::findings
