// SPDX-License-Identifier: MIT
// What of this slice goes with the front door's record of a case (pipeline/case_rows.h). What not:
// offers of other hubs that were never taken over, which name nobody. Thread safety: pure.
#pragma once

#include <vector>

#include "mash/pipeline/case_rows.h"

namespace mash::transfers {

std::vector<pipeline::CaseRows> record_rows();

}  // namespace mash::transfers
