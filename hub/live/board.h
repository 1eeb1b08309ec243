// SPDX-License-Identifier: MIT
// The board on the wall: how the open cases stand, for everybody in the room. No names, references
// or ids, and no case from which anybody is barred: who looks at a wall is not known.
#pragma once

#include <string>

#include "mash/live/live.h"

namespace mash::live {

pipeline::Route board_page(const Deps& deps);
// `on_wall_until`: a screen that shows nothing else, and when that ends; nullptr: to somebody.
pipeline::View board_view(const Deps& deps, pipeline::Context& c, const UtcTime* on_wall_until);
// Differs when the board does.
std::string board_version(db::Transaction& tx, UtcTime now);

}  // namespace mash::live
