// SPDX-License-Identifier: MIT
#include "mash/disclosure/sealed_rows.h"

namespace mash::disclosure {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {
      {.kind = "item",
       .select = "select v.item_id, v.version, v.sensitivity, v.marking, v.sealed"
                 " from item i join item_version v on v.item_id = i.id"
                 " where i.case_id = $1 and i.owner = $2 and i.state <> 'ERASED'",
       .store = "update item_version set sealed = $1 where item_id = $2 and version = $3"},
      {.kind = "release",
       .select = "select e.id, e.version, v.sensitivity, v.marking, e.sealed from item i"
                 " join release_event e on e.item_id = i.id"
                 " join item_version v on v.item_id = e.item_id and v.version = e.version"
                 " where i.case_id = $1 and i.owner = $2 and i.state <> 'ERASED'",
       .store = "update release_event set sealed = $1 where id = $2 and version = $3"},
      {.kind = "clearance",
       .select = "select k.id, k.place, cast(0 as bigint), '', k.sealed from clearance k join "
                 "final_words w"
                 " on w.product_id = k.product_id and w.draft = k.draft"
                 " where w.case_id = $1 and k.owner = $2 and k.sealed is not null",
       .store = "update clearance set sealed = $1 where id = $2 and place = $3"},
      {.kind = "signed_record",
       .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from signed_record"
                 " where case_id = $1 and owner = $2",
       .store = "update signed_record set sealed = $1 where id = $2 and $3 = 1"}};
}

}  // namespace mash::disclosure
