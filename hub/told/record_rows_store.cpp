// SPDX-License-Identifier: MIT
#include "mash/told/record_rows.h"

namespace mash::told {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "told_reply",
           .erase = "delete from told_reply where told in (select id from told where case_id "
                    "= $1)"},
          {.kind = "told_review",
           .sealed = "select told, sealed from told_review where told in (select id from "
                     "told where case_id = $1)",
           .erase = "delete from told_review where told in (select id from told where "
                    "case_id = $1)"},
          {.kind = "told_asked",
           .erase = "delete from told_asked where told in (select id from told where case_id "
                    "= $1)"},
          {.kind = "told_item",
           .erase = "delete from told_item where told in (select id from told where case_id "
                    "= $1)"},
          {.kind = "told",
           .sealed = "select id, sealed from told where case_id = $1",
           .erase = "delete from told where case_id = $1"}};
}

}  // namespace mash::told
