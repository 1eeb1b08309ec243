// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mash/db/broken_constraint.h"

namespace mash::db {

// "unique: insert into person (id: person_pkey". `sql` is cut at its first quote, `detail` names
// things of the schema; neither may hold a value.
DatabaseError refused(Fault fault, std::string_view sql, std::string_view detail = {});
// Throws that; of a constraint as BrokenConstraint. `constraint` holds no value either.
[[noreturn]] void refuse(Fault fault, std::string_view sql, std::string_view detail,
                         std::string_view constraint);

}  // namespace mash::db
