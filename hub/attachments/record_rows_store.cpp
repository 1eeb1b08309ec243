// SPDX-License-Identifier: MIT
#include "mash/attachments/record_rows.h"

namespace mash::attachments {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "arriving_piece",
           .sealed = "select file_id, sealed from arriving_piece where file_id in (select id from "
                     "arriving_file where case_id = $1)",
           .erase = "delete from arriving_piece where file_id in (select id from arriving_file "
                    "where case_id = $1)"},
          {.kind = "arriving_file",
           .sealed = "select id, sealed from arriving_file where case_id = $1",
           .erase = "delete from arriving_file where case_id = $1"},
          // Their texts are emptied with those of their owners (sealed_rows).
          {.kind = "attachment_page",
           .erase = "delete from attachment_page where attachment_id in (select id from attachment "
                    "where case_id = $1)"},
          {.kind = "attachment_original",
           .erase = "delete from attachment_original where attachment_id in (select id from "
                    "attachment where case_id = $1)"},
          {.kind = "attachment", .erase = "delete from attachment where case_id = $1"}};
}

}  // namespace mash::attachments
