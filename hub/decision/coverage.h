// SPDX-License-Identifier: MIT
// Which agencies' answers do not cover a child: asked before the child was named, asked about
// others only, or asked about them in the end and silent since.
#pragma once

#include <vector>

#include "mash/enquiry/coverage.h"
#include "mash/model/borough.h"

namespace mash::decision {

// In the order of asking, without those of which every answer is still to come
// (enquiry::unanswered), unless they were not even asked about the child. Empty for adults.
std::vector<enquiry::AgencyCoverage> not_covering(pipeline::Context& c, const policy::Proof& proof,
                                                  const CaseId& id, const PersonId& child);
// The same for a page: {"agency", "text"}.
json::Array coverage_lines(pipeline::Context& c, const policy::Proof& proof,
                           const model::Borough& borough, const CaseId& id, const PersonId& child);
// Must whoever decides for the child say why they did not wait?
bool decides_without_answers(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                             const PersonId& child);

}  // namespace mash::decision
