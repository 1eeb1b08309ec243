// SPDX-License-Identifier: MIT
// Published tables as a page shows them: each cell that leaves, and no other number.
#pragma once

#include "mash/board/publication.h"
#include "mash/json/value.h"

namespace mash::figures {

// [{"heading", "table", "weak", "missing"}]: those of the list, in its order; one that is not there
// says so. `year`: of the whole year.
json::Value tables_view(const board::Publication& publication, bool year);

}  // namespace mash::figures
