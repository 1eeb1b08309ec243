// SPDX-License-Identifier: MIT
#include "mash/told/sealed_rows.h"

namespace mash::told {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {{.kind = "told_reply",
           .select = "select t.id, cast(1 as bigint), cast(0 as bigint), '', r.sealed from told t "
                     "join told_reply r on r.told = t.id"
                     " where t.case_id = $1 and t.owner = $2",
           .store = "update told_reply set sealed = $1 where told = $2 and $3 = 1"}};
}

}  // namespace mash::told
