// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mash/db/database.h"

namespace mash::db {

// "unique: insert into person (id: person_pkey". `sql` is cut at its first quote, `detail` names
// things of the schema; neither may hold a value.
DatabaseError refused(Fault fault, std::string_view sql, std::string_view detail = {});

}  // namespace mash::db
