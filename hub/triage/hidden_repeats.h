// SPDX-License-Identifier: MIT
#pragma once

#include "mash/triage/triage.h"

namespace mash::triage {

// For {{> triage/hidden_repeats}}: cases, open or closed, in which a child was decided for without
// a repeat of which some colleagues may not know, each with the time that a Red decision has. To
// those who decide and may know of it. Kept apart from the clocks of the case, which all see.
json::Value hidden_repeats(pipeline::Context& c, const policy::Proof& proof, const Deps& deps);

}  // namespace mash::triage
