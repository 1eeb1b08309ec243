// SPDX-License-Identifier: MIT
// Statements in the record (record.h: append_statement), found again by their class: what a table
// says is compared with what the record committed to.
// Thread safety: as the transaction.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mash/db/database.h"

namespace mash::pipeline {

// The sequences of all entries of this class. Cost: reads the whole table.
std::vector<std::int64_t> entries_of(db::Transaction& tx, std::string_view kind);

}  // namespace mash::pipeline
