// SPDX-License-Identifier: MIT
#include "mash/disclosure/record_rows.h"

namespace mash::disclosure {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "objection_over",
           .sealed = "select id, sealed_over from objection where case_id = $1",
           .erase = "update objection set sealed_over = null where case_id = $1"},
          {.kind = "objection",
           .sealed = "select id, sealed from objection where case_id = $1",
           .erase = "delete from objection where case_id = $1"},
          {.kind = "clearance",
           .erase = "delete from clearance where product_id in (select w.product_id from "
                    "final_words w where w.case_id = $1)"},
          {.kind = "final_words",
           .sealed = "select product_id, sealed from final_words where case_id = $1",
           .erase = "delete from final_words where case_id = $1"}};
}

}  // namespace mash::disclosure
