// SPDX-License-Identifier: MIT
// In whose place somebody acts who is a deputy by the hub's configuration (deputy, deputy_of). What
// not: who stands in by the rota (shift), who may do what (policy). The configuration says who is
// whose deputy, never that the other one was away: so it is said of all that they do.
// Thread safety: pure. Cost: linear in the staff.
#pragma once

#include <string>

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::directory {

// "Stephen Oduya, as deputy for Agata Nowak"; of whoever is nobody's deputy the name alone.
std::string name_and_for_whom(const model::Borough& borough, const StaffId& id);
// Into the record of what the reader does: "as_deputy", and for whom.
void note_deputy(pipeline::Context& c, const model::Borough& borough);

}  // namespace mash::directory
