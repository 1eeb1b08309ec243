// SPDX-License-Identifier: MIT
// Work goes from one pair of hands into another: the end of a shift, and what is held by somebody
// who is not here. What not: the rota (shift), one task (casework), one case (triage).
#pragma once

#include <vector>

#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::handover {

struct Deps {
  const model::Borough& borough;  // both must outlive the routes
  const cases::Timescales& timescales;
};
// /handover, the reader's own and what was handed to them; /handover/{person} with its check and
// its act, for oneself or, by whoever runs the desk, for somebody who cannot; /handed/{line}/look;
// /nobody-here, what is held by somebody who is not present; /hand-back, what the duty team did
// and gives back in the morning.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::handover
