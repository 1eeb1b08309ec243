// SPDX-License-Identifier: MIT
// Where few cells that are not known hang together, each way to fill them is tried: whole numbers
// may leave less than a linear programme does.
#pragma once

#include "attack.h"

namespace mash::protect {

// Narrows `reach`, of `targets`, which holds what linear programmes left.
void count_out(const Cells& cells, const std::vector<Reach>& said,
               const std::vector<std::size_t>& targets, std::vector<Reach>& reach);

}  // namespace mash::protect
