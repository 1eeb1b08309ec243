// SPDX-License-Identifier: MIT
#include "mash/assessment/sealed_rows.h"

namespace mash::assessment {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {{.kind = "dissent",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from dissent"
                     " where case_id = $1 and owner = $2",
           .store = "update dissent set sealed = $1 where id = $2 and $3 = 1"}};
}

}  // namespace mash::assessment
