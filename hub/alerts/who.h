// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "mash/alerts/alerts.h"

namespace mash::alerts {

// Who gets this step now, by role: they work here and may know of the case; `id` may be empty, then
// nobody is barred. The one place where a rota will say who is present.
std::vector<StaffId> who_gets(db::Transaction& tx, const model::Borough& borough, const Step& step,
                              const CaseId& id, UtcTime now);

}  // namespace mash::alerts
