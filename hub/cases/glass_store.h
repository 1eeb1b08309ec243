// SPDX-License-Identifier: MIT
#pragma once

#include "mash/cases/glass.h"

namespace mash::cases {

void insert_glass(db::Transaction& tx, const Glass& glass);
void store_glass_ended(db::Transaction& tx, std::string_view glass, UtcTime at);
void insert_glass_review(db::Transaction& tx, std::string_view glass, Verdict verdict,
                         const StaffId& by, UtcTime at, const Bytes& sealed);
void insert_known(db::Transaction& tx, std::string_view glass, const AgencyId& agency,
                  const StaffId& by, UtcTime at);

}  // namespace mash::cases
