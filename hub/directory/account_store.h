// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "mash/db/database.h"

namespace mash::directory {

// A person without a row has an open account.
bool is_open(db::Transaction& tx, const StaffId& person);
std::set<StaffId> closed(db::Transaction& tx);
void set_open(db::Transaction& tx, const StaffId& person, bool open);

}  // namespace mash::directory
