// SPDX-License-Identifier: MIT
// Who lives together: by the address that sources gave, however it was written.
#pragma once

#include <string>
#include <vector>

#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// House, street and postcode as one text to compare by, or "" where one of them is not known.
std::string address_key(const Statement& s);

// People of this case whose sources give the same address, each person once: for the page.
json::Array households(const std::vector<Statement>& statements,
                       const std::vector<Subject>& subjects);

// People whom other cases name at an address of this case and whom nobody names here; for the front
// door, of cases that it may know of. {"people": [...], "more": words} or false. On pages: the
// recogniser catches up first.
json::Value others_at_home(pipeline::Context& c, const policy::Proof& proof, Recogniser& recogniser,
                           const std::vector<Statement>& statements);

}  // namespace mash::people
