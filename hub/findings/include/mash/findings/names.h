// SPDX-License-Identifier: MIT
// Who the people of one pattern are: asked for with a purpose and a reason, cleared for a time by a
// manager who is not who asked, or refused. Each look is a look at the case in which they are named
// and stands there under "Who looked". It ends by itself.
// Whoever reads cases anyway reads names by the rules of cases and asks nobody.
// What not: other people of those cases, other cases, anything that an agency told.
// Errors, thread safety: as every route.
#pragma once

#include <string_view>
#include <vector>

#include "mash/cases/owed.h"
#include "mash/findings/findings.h"

namespace mash::findings {

// The table of this part, for db::Migration, on top of schema().
std::string_view names_schema();

// Requests that wait for a manager, for their page of tasks; not for who asked.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::findings
