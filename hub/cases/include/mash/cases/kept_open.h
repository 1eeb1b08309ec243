// SPDX-License-Identifier: MIT
// What keeps a case from closing although all else is done: another hub has not accepted it yet
// (scenario FB07). Whoever waits says so here, since what closes a case (product) does not know of
// it. What not: clocks, challenges, what keeps a case from being disposed of (kept_for.h).
// Thread safety: as the transaction that is passed in. Cost: one statement each.
#pragma once

#include <string_view>

#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/db/database.h"

namespace mash::cases {

// Its table, for db::Migration.
std::string_view kept_open_schema();

// `what` is unique among all that wait: "transfer:" and its id. Twice is once.
void keep_open(db::Transaction& tx, const CaseId& id, std::string_view what, UtcTime now);
void let_close(db::Transaction& tx, const CaseId& id, std::string_view what);
bool is_kept_open(db::Transaction& tx, const CaseId& id);

}  // namespace mash::cases
