// SPDX-License-Identifier: MIT
// Problem profiles: what people make of one or several patterns, with whom and what it is about by
// pseudonyms, tasks, a day of review and an end with its reason (decision 0057).
// What: opening, changing with each version kept, tasks, closing; the list and the pages.
// What not: the patterns (findings.h), names (names.h), tasks for desks, which are of a case
// (casework). Whoever may not know of a case that any version rested on, or of more than the cases
// that its patterns were made without, finds no such profile, in lists and counts too.
// Errors, thread safety: as every route.
#pragma once

#include <string_view>
#include <vector>

#include "mash/cases/owed.h"
#include "mash/findings/findings.h"

namespace mash::findings {

// The tables of this part, for db::Migration, on top of schema().
std::string_view profiles_schema();

// Open tasks of whoever asks, for their page of tasks.
std::vector<cases::Owed> profile_tasks_owed(pipeline::Context& c);

}  // namespace mash::findings
