// SPDX-License-Identifier: MIT
#include "mash/attachments/sealed_rows.h"

namespace mash::attachments {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {
      {.kind = "attachment",
       .select = "select id, cast(1 as bigint), cast(0 as bigint), item_id, sealed from attachment"
                 " where case_id = $1 and owner = $2",
       .store = "update attachment set sealed = $1 where id = $2 and $3 = 1"},
      {.kind = "attachment_original",
       .select = "select a.id, cast(1 as bigint), cast(0 as bigint), a.item_id, o.sealed from "
                 "attachment a"
                 " join attachment_original o on o.attachment_id = a.id"
                 " where a.case_id = $1 and a.owner = $2",
       .store = "update attachment_original set sealed = $1 where attachment_id = $2 and $3 = 1"},
      {.kind = "attachment_page",
       .select = "select a.id, p.page, cast(0 as bigint), a.item_id, p.sealed from attachment a"
                 " join attachment_page p on p.attachment_id = a.id"
                 " where a.case_id = $1 and a.owner = $2",
       .store = "update attachment_page set sealed = $1 where attachment_id = $2 and page = $3"},
      {.kind = "attachment_aside",
       .select =
           "select id, cast(1 as bigint), cast(0 as bigint), item_id, aside_sealed from attachment"
           " where case_id = $1 and owner = $2 and aside_sealed is not null",
       .store = "update attachment set aside_sealed = $1 where id = $2 and $3 = 1"}};
}

}  // namespace mash::attachments
