// SPDX-License-Identifier: MIT
// What left the hub and the gate did not accept, where those who must act cannot miss it: on top of
// the queue. What not: what it says, and sending it again (product).
#pragma once

#include "mash/triage/triage.h"

namespace mash::triage {

// For {{> triage/undelivered}}; false where there is nothing for this reader. A case from which
// they are barred is neither shown nor counted. Each case is on the record as seen.
json::Value undelivered(pipeline::Context& c, const policy::Proof& proof);

}  // namespace mash::triage
