// SPDX-License-Identifier: MIT
// Where what agencies seal lies in the tables of this slice. What not: what the front door seals
// here, which goes with its case. Thread safety: pure.
#pragma once

#include <vector>

#include "mash/pipeline/rekey.h"

namespace mash::access {

std::vector<pipeline::SealedRows> sealed_rows();

}  // namespace mash::access
