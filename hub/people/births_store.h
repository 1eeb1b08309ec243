// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "people_store.h"

namespace mash::people {

// Statements about somebody unborn about whose birth nobody was asked, the newest first.
std::vector<StatementId> unborn_not_asked(db::Transaction& tx);
void store_birth_asked(db::Transaction& tx, const StatementId& statement, UtcTime at);

}  // namespace mash::people
