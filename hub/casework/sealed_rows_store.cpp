// SPDX-License-Identifier: MIT
#include "mash/casework/sealed_rows.h"

namespace mash::casework {

std::vector<pipeline::SealedRows> sealed_rows() {
  return {{.kind = "log_entry",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from log_entry"
                     " where case_id = $1 and owner = $2",
           .store = "update log_entry set sealed = $1 where id = $2 and $3 = 1"},
          {.kind = "task",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from task"
                     " where case_id = $1 and owner = $2",
           .store = "update task set sealed = $1 where id = $2 and $3 = 1"},
          {.kind = "task_event",
           .select = "select t.id, cast(1 as bigint), cast(0 as bigint), '', t.sealed from "
                     "task_event t join task k on k.id = t.task_id"
                     " where k.case_id = $1 and t.owner = $2",
           .store = "update task_event set sealed = $1 where id = $2 and $3 = 1"},
          {.kind = "discussion",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from discussion"
                     " where case_id = $1 and owner = $2",
           .store = "update discussion set sealed = $1 where id = $2 and $3 = 1"},
          {.kind = "contribution",
           .select = "select k.id, k.version, cast(0 as bigint), '', k.sealed from contribution k"
                     " join discussion d on d.id = k.discussion_id"
                     " where d.case_id = $1 and k.agency = $2",
           .store = "update contribution set sealed = $1 where id = $2 and version = $3"}};
}

}  // namespace mash::casework
