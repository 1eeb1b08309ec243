// SPDX-License-Identifier: MIT
// Recording why we may ask, for the two pages that do.
#pragma once

#include "enquiry_store.h"
#include "mash/policy/policy.h"

namespace mash::enquiry {

// Stores the next version. A complete one opens the case for requests; that, or "no reason to ask",
// meets the BASIS clock.
void add_basis(pipeline::Context& c, const CaseId& id, const Basis& basis);

// May agencies be asked by what the newest version says? Never while the social worker of children
// whose case is open has it: nobody has decided to ask.
bool basis_stands(pipeline::Context& c, const CaseId& id);
// Facts for asking agencies.
Result<policy::Facts> ask_facts(pipeline::Context& c);

}  // namespace mash::enquiry
