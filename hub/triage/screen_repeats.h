// SPDX-License-Identifier: MIT
// Repeat rules at screening: nobody alone sends away a case that hits one, as nobody alone decides
// to do less than help (decision 0012). Cost: people::repeat_hits for each child.
#pragma once

#include <string>

#include "mash/triage/triage.h"

namespace mash::triage {

// The rules that are hit by cases of which the screener may know, in words; "" where none is.
std::string repeats_in_the_way(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                               const CaseId& id);
// The case was sent away: a rule that is hit only with cases hidden from the screener waits for a
// manager who may know of them. Nothing of it shows in the case.
void keep_hidden_repeats(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const CaseId& id);

}  // namespace mash::triage
