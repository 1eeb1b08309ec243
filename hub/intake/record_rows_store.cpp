// SPDX-License-Identifier: MIT
#include "mash/intake/record_rows.h"

namespace mash::intake {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "receipt",
           .sealed = "select id, sealed from receipt where notification_id in (select id "
                     "from notification where case_id = $1)",
           .erase = "delete from receipt where notification_id in (select id from "
                    "notification where case_id = $1)"},
          {.kind = "notification",
           .sealed = "select id, sealed from notification where case_id = $1",
           .erase = "update notification set sealed = $2, reference_lookup = $2, "
                    "content_lookup = null, likeness_lookup = null where case_id = $1"},
          {.kind = "entry_draft",
           .sealed = "select id, sealed from entry_draft where case_id = $1",
           .erase = "delete from entry_draft where case_id = $1"}};
}

}  // namespace mash::intake
