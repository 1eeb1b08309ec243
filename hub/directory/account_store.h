// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "mash/db/database.h"

namespace mash::directory {

// A person without a row has an open account.
bool is_open(db::Transaction& tx, const StaffId& person);
std::set<StaffId> closed(db::Transaction& tx);
// By the hub; it stands whoever closes before it or after it.
void set_closed(db::Transaction& tx, const StaffId& person);
void set_closed_by_system(db::Transaction& tx, const StaffId& person);
void set_open(db::Transaction& tx, const StaffId& person);

}  // namespace mash::directory
