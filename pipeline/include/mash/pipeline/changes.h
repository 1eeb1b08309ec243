// SPDX-License-Identifier: MIT
// The change table: what acts said of themselves (Context::changed), in the order of their commits.
#pragma once

#include "mash/db/database.h"

namespace mash::pipeline {

// The newest number in it, 0 when there is none. Cost: one look at the end of an index.
std::int64_t newest_change(db::Transaction& tx);

}  // namespace mash::pipeline
