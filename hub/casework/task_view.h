// SPDX-License-Identifier: MIT
// Tasks as lists show them.
#pragma once

#include "mash/casework/casework.h"
#include "tasks.h"

namespace mash::casework {

// One line of a list: what, whose, by when in words, where it leads. Opens its words.
json::Value task_line(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                      const TaskRow& row);

// The same line for what another slice keeps, without the names of the children.
json::Value owed_line(pipeline::Context& c, const cases::Owed& one);

}  // namespace mash::casework
