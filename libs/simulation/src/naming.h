// SPDX-License-Identifier: MIT
// How names pass between parents and children where it is not by one surname: what makes families
// hard to recognise. The names are common ones; nobody is meant.
#pragma once

#include "mash/simulation/family.h"

namespace mash::simulation {

// Gives some families (Family::naming) names of their own system; most stay as they are.
//   bangladeshi  no shared surname: men and women end their names differently, children too
//   somali       a child's last name is the father's first; the mother keeps hers
//   tamil        wife and children have the father's first name last
void apply_naming(Family& family, Stream& stream);

}  // namespace mash::simulation
