// SPDX-License-Identifier: MIT
// What is done in a case besides asking and deciding: its log.
// What not: what agencies know (enquiry, disclosure), decisions (decision), who looked (oversight).
#pragma once

#include <vector>

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

// Must outlive the routes.
struct Deps {
  const model::Borough& borough;
};
// GET and POST /case/{case}/log.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::casework
