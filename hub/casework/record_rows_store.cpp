// SPDX-License-Identifier: MIT
#include "mash/casework/record_rows.h"

namespace mash::casework {

std::vector<pipeline::CaseRows> record_rows() {
  return {{.kind = "task_event",
           .erase = "delete from task_event where task_id in (select id from task where "
                    "case_id = $1)"},
          {.kind = "task_invited",
           .erase = "delete from task_invited where task_id in (select id from task where "
                    "case_id = $1)"},
          {.kind = "task", .erase = "delete from task where case_id = $1"},
          {.kind = "contribution",
           .erase = "delete from contribution where discussion_id in (select id from "
                    "discussion where case_id = $1)"},
          {.kind = "discussion_attended",
           .erase = "delete from discussion_attended where discussion_id in (select id from "
                    "discussion where case_id = $1)"},
          {.kind = "discussion", .erase = "delete from discussion where case_id = $1"},
          {.kind = "log_entry", .erase = "delete from log_entry where case_id = $1"}};
}

}  // namespace mash::casework
