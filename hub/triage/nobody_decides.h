// SPDX-License-Identifier: MIT
#pragma once

#include "mash/triage/triage.h"

namespace mash::triage {

// For {{> triage/nobody_decides}}: open cases of which nobody who decides may know any more, and
// who can show them to somebody. False: there are none that the reader may know of.
json::Value nobody_decides(pipeline::Context& c, const policy::Proof& proof, const Deps& deps);

}  // namespace mash::triage
