// SPDX-License-Identifier: MIT
// The pages on which a child is assessed and a desk says that it disagrees.
// What not: deciding (decision), which needs no assessment.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "mash/model/borough.h"
#include "mash/people/repeat_hits.h"
#include "mash/pipeline/route.h"

namespace mash::assessment {

// Called when a desk has said that it disagrees, in the same transaction: whoever decides is to
// hear of it.
using OnDissent = std::function<void(pipeline::Context&, const CaseId&, const AgencyId& desk)>;

// The borough must outlive the routes.
struct Deps {
  const model::Borough& borough;
  std::optional<people::RepeatWatch> repeats{};  // without it no repeat is known to the rules
  OnDissent on_dissent{};                        // may be empty
};
// GET /case/{case}/assessment, GET and POST /case/{case}/assessment/{child},
// POST /case/{case}/dissent.
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::assessment
