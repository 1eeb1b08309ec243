// SPDX-License-Identifier: MIT
#pragma once

#include "mash/allegations/allegations.h"

namespace mash::allegations {

pipeline::Route allegation_page(const Deps& deps);
// Who can be let in: everybody whom the hub could show a case and who keeps no walls.
std::vector<const model::StaffMember*> who_can_be_let_in(const model::Borough& borough);
// The facts of a case that stands behind a wall; for who keeps walls, also of one that stood there.
// Else there is nothing here.
Result<policy::Facts> allegation_facts(pipeline::Context& c);

}  // namespace mash::allegations
