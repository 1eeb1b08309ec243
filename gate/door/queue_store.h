// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/packages/packages.h"

namespace mash::door {

// The oldest messages, at most `limit` and about `bytes` of bodies (at least one); behind them
// pieces of files, where those are asked for.
std::vector<packages::Inward> oldest(db::Transaction& tx, std::int64_t limit, std::size_t bytes,
                                     bool files);
// Answers whether it was there.
bool forget(db::Transaction& tx, const std::string& inward_id);

// Whether this package is new; remembers it.
bool remember_stored(db::Transaction& tx, const std::string& outward_id, UtcTime at);

UtcTime last_contact(db::Transaction& tx);  // 0: never
// What it asked for stands from the first time on.
void set_contact(db::Transaction& tx, UtcTime at);
void set_contact(db::Transaction& tx, UtcTime at, bool files);

}  // namespace mash::door
