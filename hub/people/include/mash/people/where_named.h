// SPDX-License-Identifier: MIT
// In which cases somebody is named. Also those that are hidden from the reader: whoever shows them
// to somebody asks cases::is_barred of each. Cost: two statements.
#pragma once

#include <set>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::people {

std::set<CaseId> cases_of_person(db::Transaction& tx, const PersonId& person);

}  // namespace mash::people
