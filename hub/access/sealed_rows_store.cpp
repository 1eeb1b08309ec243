// SPDX-License-Identifier: MIT
#include "mash/access/sealed_rows.h"

namespace mash::access {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {{.kind = "subject_request_answer",
           .select = "select a.part, a.place, cast(0 as bigint), '', a.sealed"
                     " from subject_request_answer a join subject_request_part p on p.id = a.part"
                     " where p.case_id = $1 and p.owner = $2",
           .store = "update subject_request_answer set sealed = $1 where part = $2 and place = $3"},
          {.kind = "court_answer",
           .select = "select a.part, a.place, cast(0 as bigint), '', a.sealed from court_answer a"
                     " join court_part p on p.id = a.part join court_order o on o.id = p.order_id"
                     " where o.case_id = $1 and p.owner = $2",
           .store = "update court_answer set sealed = $1 where part = $2 and place = $3"}};
}

}  // namespace mash::access
