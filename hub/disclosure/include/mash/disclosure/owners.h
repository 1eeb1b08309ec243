// SPDX-License-Identifier: MIT
// Whose information an item is. What not: its words (items.h). Cost: one select for each item.
#pragma once

#include <set>
#include <vector>

#include "mash/db/database.h"

namespace mash::disclosure {

std::set<AgencyId> owners_of(db::Transaction& tx, const std::vector<ItemId>& items);

}  // namespace mash::disclosure
