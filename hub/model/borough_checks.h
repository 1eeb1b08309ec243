// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "mash/model/borough.h"

namespace mash::model {

// Appends a fault for each thing that does not fit together in a file whose form is right.
void check_borough(const Borough& borough, std::vector<Fault>& faults);

}  // namespace mash::model
