// SPDX-License-Identifier: MIT
#pragma once

#include "mash/db/database.h"

namespace mash::directory {

// A person without a row has an open account.
bool is_open(db::Transaction& tx, const StaffId& person);
void close(db::Transaction& tx, const StaffId& person);

}  // namespace mash::directory
