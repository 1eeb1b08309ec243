// SPDX-License-Identifier: MIT
#include "mash/people/where_named.h"

#include "repeats_store.h"

namespace mash::people {

std::set<CaseId> cases_of_person(db::Transaction& tx, const PersonId& person) {
  return std::move(cases_of_persons(tx, {person}, {})[person]);
}

}  // namespace mash::people
