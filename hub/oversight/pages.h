// SPDX-License-Identifier: MIT
#pragma once

#include "mash/oversight/oversight.h"

namespace mash::oversight {

void add_bar_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::oversight
