// SPDX-License-Identifier: MIT
// What the challenges of a case need of its decisions.
#pragma once

#include "mash/challenge/challenge.h"
#include "mash/decision/decision.h"

namespace mash::decision {

// What stands for each child; a challenge that leads to a new decision opens these again, as late
// information does, but says no word about what came in late; one that is answered goes on.
challenge::Deps for_challengers(const Deps& deps);

}  // namespace mash::decision
