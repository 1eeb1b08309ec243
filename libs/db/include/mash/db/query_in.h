// SPDX-License-Identifier: MIT
// Asks for any number of ids with few statements.
#pragma once

#include <string_view>

#include "mash/db/database.h"

namespace mash::db {

// `sql` holds "in ($ids)" once and no other parameter: "select name from item where id in ($ids)".
// The rows of all statements, in no order over them; an id that is given twice may come twice.
// Nothing asked: no rows. Cost: one statement for up to 20 ids, else one for each 200, each of one
// text, so that it is prepared once.
Rows query_in(Transaction& tx, std::string_view sql, const Params& ids);

}  // namespace mash::db
