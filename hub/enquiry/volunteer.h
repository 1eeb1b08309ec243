// SPDX-License-Identifier: MIT
#pragma once

#include "mash/pipeline/route.h"
#include "mash/policy/policy.h"

namespace mash::enquiry {

// The facts of the case with what Action::disclose_item asks of somebody who would tell of their
// own accord: is their agency one of those that work on it?
policy::Facts volunteer_facts(pipeline::Context& c, policy::Facts facts);

}  // namespace mash::enquiry
