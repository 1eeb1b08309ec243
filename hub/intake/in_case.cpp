// SPDX-License-Identifier: MIT
#include "mash/intake/in_case.h"

#include "intake_store.h"

namespace mash::intake {

std::vector<NotificationId> notifications_in(db::Transaction& tx, const CaseId& id) {
  std::vector<NotificationId> out;
  for (const auto& row : notification_rows(tx, {id})) out.push_back(row.id);
  return out;
}

}  // namespace mash::intake
