// SPDX-License-Identifier: MIT
#include "mash/cases/activity.h"

#include <algorithm>

namespace mash::cases {

UtcTime last_news(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query(
      "select c.received_at, coalesce((select max(n.at) from case_news n where n.case_id = c.id),"
      " c.received_at) from case_file c where c.id = $1",
      {id});
  if (rows.empty()) return UtcTime{};
  return std::max(rows.front().time(0), rows.front().time(1));
}

}  // namespace mash::cases
