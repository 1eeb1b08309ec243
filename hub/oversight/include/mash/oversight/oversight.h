// SPDX-License-Identifier: MIT
// Who looked: what was done in a case, by whom, when, and what was refused; for all who work on it.
// And who may not look: conflicts of interest, kept by the hub's managers.
// What not: the record itself and its proofs (pipeline/record.h, audit).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/html/house.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::oversight {

struct Deps {
  const model::Borough& borough;
  // A bar on this case was set or lifted: what follows from it elsewhere. May be empty.
  std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)> on_bars_changed{};
};
// GET /case/{case}/looks, GET and POST /case/{case}/bars, POST /case/{case}/bars/{bar}
std::vector<pipeline::Route> routes(const Deps& deps);

// Somebody, and a time.
struct Stay {
  StaffId person;
  UtcTime from, until;
};
// What they did in the case then, the newest first, as this reader may see it. Cost: reads the
// record of the case from its newest entry back to `from`.
std::vector<html::Look> looks_of(pipeline::Context& c, const policy::Proof& proof,
                                 const model::Borough& borough, const CaseId& id, const Stay& stay);

// "Done: rated the case.": what the page after an act says of an event of this kind; "" where it
// has no words. Pure.
std::string done_sentence(std::string_view kind);

}  // namespace mash::oversight
