// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "intake_store.h"

namespace mash::intake {

// Those after this one, in the order of their ids; only id, case, source and what is sealed.
std::vector<NotificationRow> notification_rows_after(db::Transaction& tx,
                                                     const NotificationId& after, int limit);

}  // namespace mash::intake
