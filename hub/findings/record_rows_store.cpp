// SPDX-License-Identifier: MIT
#include "mash/findings/record_rows.h"

namespace mash::findings {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "profile_task",
           .erase = "delete from profile_task where profile in (select id from profile where"
                    " evidence like '%' || $1 || '%')"},
          {.kind = "profile_version",
           .erase = "delete from profile_version where profile in (select id from profile where"
                    " evidence like '%' || $1 || '%')"},
          {.kind = "profile", .erase = "delete from profile where evidence like '%' || $1 || '%'"},
          {.kind = "finding_names",
           .erase = "delete from finding_names where evidence like '%' || $1 || '%'"},
          {.kind = "finding_aside",
           .erase = "delete from finding_aside where evidence like '%' || $1 || '%'"},
          {.kind = "finding", .erase = "delete from finding where evidence like '%' || $1 || '%'"}};
}

}  // namespace mash::findings
