// SPDX-License-Identifier: MIT
// What a look-up may show of somebody from another case: name, date of birth, address, how many
// cases and when last, and field by field whether it agrees. Not more.
#pragma once

#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// Each value once, as the newest source wrote it first; "Not shown" for numbers and sex, which are
// compared, not read; "" where nobody said anything.
std::string values_of(const std::vector<Statement>& statements, Feature feature);

// Members: heading, seen, likeness, warning, reasons, judged (what somebody said of this pair),
// why for people/reasons and table for govuk/table.
json::Value candidate_view(pipeline::Context& c, const policy::Proof& proof, const Statement& said,
                           const Candidate& candidate, std::size_t place,
                           const model::Borough& borough);

}  // namespace mash::people
