// SPDX-License-Identifier: MIT
// What is kept how long, what is held longer, and what is disposed of when its time is over: by its
// owner, one case at a time, with a tombstone in the record (decision 0036). What is due is
// computed each time and stored nowhere. What an agency told the hub goes by sealing the rest of
// what it holds about the case under a new key; all that it holds about a case goes with its key.
// The front door's record of a case goes last of all, when one person has proposed it and another
// approves it (decision 0049). What not: time-limits (schedule.h), holds and tombstones (cases).
// Errors: as every route. Thread safety: routes may run at once.
#pragma once

#include <vector>

#include "mash/cases/kept_for.h"
#include "mash/cases/owed.h"
#include "mash/model/borough.h"
#include "mash/people/people.h"
#include "mash/pipeline/case_rows.h"
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
  // What goes with the record of a case, in all slices, so ordered that each goes before what it
  // names; and what else of a case names somebody. Either may be empty.
  std::vector<pipeline::CaseRows> record{};
  people::KeptInCase named{};
};
// GET /retention, GET and POST /retention/{case}, GET and POST /retention/{case}/record, POST
// /retention/{case}/record/approve and /take-back, GET and POST /holds, POST /holds/{hold}/lift.
std::vector<pipeline::Route> routes(const Deps& deps);

// Holds whose day has come to be looked at again, for whoever may lift them, and proposals that
// wait for a second person, for whoever may approve them.
std::vector<cases::Owed> owed(pipeline::Context& c);

}  // namespace mash::retention
