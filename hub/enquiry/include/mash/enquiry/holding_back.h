// SPDX-License-Identifier: MIT
// The decider is never blind (settled.md 26): the one thing by which a draft shows outside its
// desk, and only that it is there. The words are the same for what a desk has not finished and for
// what it may not share, so that they do not tell which. Thread safety: as the Context that is
// passed in. Cost: three selects.
#pragma once

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::enquiry {

// For {{#holding_back}}{{> enquiry/holding_back}}{{/holding_back}}: a sentence for each agency;
// empty to whoever may not decide in this case.
json::Array holding_back(pipeline::Context& c, const model::Borough& borough, const CaseId& id);

}  // namespace mash::enquiry
