// SPDX-License-Identifier: MIT
// Which notifications a case has, without their words: for whoever looks through its record.
// Cost: one select.
#pragma once

#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::intake {

std::vector<NotificationId> notifications_in(db::Transaction& tx, const CaseId& id);

}  // namespace mash::intake
