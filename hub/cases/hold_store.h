// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/holds.h"

namespace mash::cases {

void insert_hold(db::Transaction& tx, const Hold& hold);
bool store_hold_lifted(db::Transaction& tx, const std::string& hold, UtcTime at, const StaffId& by,
                       const Bytes& sealed);

}  // namespace mash::cases
