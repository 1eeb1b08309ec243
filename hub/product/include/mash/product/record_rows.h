// SPDX-License-Identifier: MIT
// What of this slice goes with the front door's record of a case (pipeline/case_rows.h). What not:
// what agencies seal here, which their owners dispose of. Thread safety: pure.
#pragma once

#include <vector>

#include "mash/pipeline/case_rows.h"

namespace mash::product {

std::vector<pipeline::CaseRows> record_rows();

}  // namespace mash::product
