// SPDX-License-Identifier: MIT
#include "mash/transfers/record_rows.h"

namespace mash::transfers {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "transfer_reason",
           .sealed = "select transfer_id, sealed from transfer_reason where case_id = $1",
           .erase = "delete from transfer_reason where case_id = $1"},
          {.kind = "transfer_child",
           .erase = "delete from transfer_child where transfer_id in (select id from "
                    "case_transfer where case_id = $1)"},
          {.kind = "case_transfer", .erase = "delete from case_transfer where case_id = $1"},
          {.kind = "responsibility_answer",
           .erase = "delete from responsibility_answer where chain_id in (select id from "
                    "responsibility_chain where case_id = $1)"},
          {.kind = "responsibility_entry",
           .erase = "delete from responsibility_entry where chain_id in (select id from "
                    "responsibility_chain where case_id = $1)"},
          {.kind = "responsibility_chain",
           .erase = "delete from responsibility_chain where case_id = $1"}};
}

}  // namespace mash::transfers
