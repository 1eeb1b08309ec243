// SPDX-License-Identifier: MIT
// The part of a finding's page about names.
#pragma once

#include <vector>

#include "finding_store.h"
#include "mash/findings/findings.h"

namespace mash::findings {

void add_names_routes(std::vector<pipeline::Route>& out, const Deps& deps);
// The form to ask for them, or how it stands; false for whoever reads cases anyway.
json::Value names_view(pipeline::Context& c, const policy::Proof& proof, const FindingRow& row);

}  // namespace mash::findings
