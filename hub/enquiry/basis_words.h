// SPDX-License-Identifier: MIT
// Recording why we may ask, for the two pages that do.
#pragma once

#include "enquiry_store.h"
#include "mash/policy/policy.h"

namespace mash::enquiry {

// Stores the next version. A complete one opens the case for requests; that, or "no reason to ask",
// meets the BASIS clock.
void add_basis(pipeline::Context& c, const CaseId& id, const Basis& basis);

// Facts for asking agencies: the newest version counts.
Result<policy::Facts> ask_facts(pipeline::Context& c);

}  // namespace mash::enquiry
