// SPDX-License-Identifier: MIT
// What of this slice goes with the front door's record of a case (pipeline/case_rows.h): each
// pattern that rests on it, which the next look finds again without it if it still holds, and each
// profile any version of which rested on it, since nobody can tell which of its words came from it.
// Thread safety: pure.
#pragma once

#include <vector>

#include "mash/pipeline/case_rows.h"

namespace mash::findings {

std::vector<pipeline::CaseRows> record_rows();

}  // namespace mash::findings
