// SPDX-License-Identifier: MIT
// The pages on which a manager decides for each child. What not: the sending (product).
#pragma once

#include <vector>

#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::decision {

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
};
// GET /case/{case}/decision, GET and POST /case/{case}/decision/{child},
// POST /case/{case}/decision/{child}/sign.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::decision
