// SPDX-License-Identifier: MIT
// When something last came into a case, for time-limits that count from then.
// Thread safety: as the transaction. Cost: one statement.
#pragma once

#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/db/database.h"

namespace mash::cases {

// Of the notification that opened it and all that was told of since.
UtcTime last_news(db::Transaction& tx, const CaseId& id);

}  // namespace mash::cases
