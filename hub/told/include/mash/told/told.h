// SPDX-License-Identifier: MIT
// H10: a life is at risk and nobody of the owning agency can be reached. Whoever may send then
// tells by telephone, under their own duty, and writes down here what they told; nothing waits for
// that, it may be written after the call. The hub itself releases nothing by it: no decision of an
// owner, no product. The owner is alerted at once and reads it; a second person says whether it was
// right. Read by those who may send, and by the owner of what was told; to all others it is absent.
// What not: releases (disclosure), sending (product), how an alert travels (alerts).
#pragma once

#include <string>
#include <vector>

#include "mash/alerts/alerts.h"
#include "mash/cases/clocks.h"
#include "mash/cases/owed.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::told {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  alerts::Deps alerts;
};
// GET and POST /case/{case}/told, GET /case/{case}/told/{told}, POST .../review and .../reply.
std::vector<pipeline::Route> routes(const Deps& deps);

// For whoever may tell: "/case/{case}/told"; else empty.
std::string path_to_tell(pipeline::Context& c, const CaseId& id);
// For pages of the case: [{text, href}] of what this reader may read, the newest first.
json::Array notices(pipeline::Context& c, const model::Borough& borough, const CaseId& id);
// What waits for a second person, or for the owner to read it. Cost: two selects.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::told
