// SPDX-License-Identifier: MIT
// Who in the family knows of the concern, as notifications and the lawful basis of the case say:
// for whoever writes what a recipient will read of it.
#pragma once

#include <string>

#include "mash/pipeline/route.h"
#include "states.h"

namespace mash::product {

// "Jane Doe: Has not been told. Whoever told us said: No, it would not be safe (He reads her
// telephone)."; empty where nothing was recorded.
std::string recorded_of_family(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// Why the case speaks against the line that was chosen; empty: it does not. What the lawful basis
// says stands before what a notification said.
std::string family_not_told(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                            Inform chosen);

}  // namespace mash::product
