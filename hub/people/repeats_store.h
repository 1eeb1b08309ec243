// SPDX-License-Identifier: MIT
// In which other cases the people of a case are named.
#pragma once

#include <map>
#include <set>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

// Besides case `id`, and all but the hidden ones: by person, those in which they or somebody joined
// with them is named. No two of these persons are joined. Cost: two statements for up to 20.
using OtherCases = std::map<PersonId, std::set<CaseId>>;
OtherCases other_cases(db::Transaction& tx, const CaseId& id, const std::set<PersonId>& persons,
                       const std::set<CaseId>& hidden);

}  // namespace mash::people
