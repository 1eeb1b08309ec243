// SPDX-License-Identifier: MIT
// What of this slice goes with the front door's record of a case (pipeline/case_rows.h). What not:
// who of other hubs asked, which is of no case. Thread safety: pure.
#pragma once

#include <vector>

#include "mash/pipeline/case_rows.h"

namespace mash::pointers {

std::vector<pipeline::CaseRows> record_rows();

}  // namespace mash::pointers
