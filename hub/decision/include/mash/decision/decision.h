// SPDX-License-Identifier: MIT
// The pages on which a manager decides for each child. What not: the sending (product).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "mash/cases/clocks.h"
#include "mash/model/borough.h"
#include "mash/model/words.h"
#include "mash/people/repeat_hits.h"
#include "mash/pipeline/route.h"

namespace mash::decision {

// Called when every child of a case is decided: after a decision, a signature or a change of its
// persons, in the same transaction. Whoever sends starts what is still owed then, or closes.
using OnDecided = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)>;

// Called when a decision for a child begins to count, in the same transaction, before OnDecided.
using OnHolds = std::function<void(pipeline::Context&, const CaseId&, model::Outcome)>;

// Borough and timescales must outlive the routes.
struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  OnDecided on_decided{};                        // may be empty
  OnHolds on_holds{};                            // may be empty
  std::optional<people::RepeatWatch> repeats{};  // without it no repeat forces anything
  // The type of response that was chosen with the rating, in words, or "". May be empty.
  std::function<std::string(pipeline::Context&, const CaseId&)> response{};
};
// GET /case/{case}/decision, GET and POST /case/{case}/decision/{child},
// POST /case/{case}/decision/{child}/sign, POST /case/{case}/late; where the hub recommends, GET
// and POST /case/{case}/decision/{child}/front-door.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::decision
