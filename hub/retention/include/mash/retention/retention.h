// SPDX-License-Identifier: MIT
// What is kept how long, what is held longer, and what is disposed of when its time is over: by its
// owner, one case at a time, with a tombstone in the record (decision 0036). What is due is
// computed each time and stored nowhere. What an agency told the hub goes by sealing the rest of
// what it holds about the case under a new key; all that it holds about a case goes with its key.
// What not: time-limits (schedule.h), holds and tombstones (cases), the front door's record of a
// case, which is listed for a review and stays.
// Errors: as every route. Thread safety: routes may run at once.
#pragma once

#include <vector>

#include "mash/cases/kept_for.h"
#include "mash/cases/owed.h"
#include "mash/model/borough.h"
#include "mash/pipeline/rekey.h"
#include "mash/pipeline/route.h"
#include "mash/retention/schedule.h"

namespace mash::retention {

// All must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const Schedule& schedule;
  // Everything that agencies seal about a case, in all slices.
  std::vector<pipeline::SealedRows> sealed;
  // What keeps every owner's part of a case as a hold does. May be empty.
  std::vector<cases::KeptFor> kept_for{};
};
// GET /retention, GET and POST /retention/{case}, GET and POST /holds, POST /holds/{hold}/lift.
std::vector<pipeline::Route> routes(const Deps& deps);

// Holds whose day has come to be looked at again, for whoever may lift them.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::retention
