// SPDX-License-Identifier: MIT
// The ids that a statement answered.
#pragma once

#include <set>

#include "mash/db/database.h"

namespace mash::db {

// Of the first column; as Row::id for each.
template <typename Id>
std::set<Id> id_set(const Rows& rows) {
  std::set<Id> out;
  for (const auto& r : rows) out.insert(r.id<Id>(0));
  return out;
}

}  // namespace mash::db
