// SPDX-License-Identifier: MIT
// Rows of what was said of somebody's groups. What is sealed stays sealed here.
#pragma once

#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/people/groups.h"

namespace mash::people {

struct GroupRow {
  std::string id;
  CaseId case_id;
  StatementId statement;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_group(db::Transaction& tx, const GroupRow& row);
std::vector<GroupRow> group_rows_of(db::Transaction& tx, const StatementId& statement);
std::vector<GroupRow> all_group_rows(db::Transaction& tx);  // the oldest first

}  // namespace mash::people
