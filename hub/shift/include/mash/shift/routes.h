// SPDX-License-Identifier: MIT
// The rota as pages: /rota, the week of all desks with the form for an entry, and /rota/{shift}, to
// change one or take it out. Everybody at a desk reads it; the managers and the administrator of
// the hub keep that of each desk, a navigator that of their own.
#pragma once

#include <vector>

#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::shift {

struct Deps {
  const model::Borough& borough;  // must outlive the routes
};
std::vector<pipeline::Route> routes(const Deps& deps);

// For demonstrations and tests: somebody is on duty at their desk. No entry of the record.
void seed_on_duty(db::Transaction& tx, const model::Borough& borough, const StaffId& person,
                  UtcTime from, UtcTime until, Random& random);

}  // namespace mash::shift
