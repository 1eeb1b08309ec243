// SPDX-License-Identifier: MIT
// What whoever decides has before their eyes beside the children: what agencies know, who has not
// answered, what is held back, and the response that was chosen with the rating.
#pragma once

#include "page.h"

namespace mash::decision {

void add_background(json::Value& page, pipeline::Context& c, const policy::Proof& proof,
                    const PageOptions& options);

}  // namespace mash::decision
