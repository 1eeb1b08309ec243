// SPDX-License-Identifier: MIT
// Making an assessment, and the pages of this slice by file.
#pragma once

#include <string>
#include <vector>

#include "mash/assessment/assessment.h"
#include "mash/assessment/assessments.h"
#include "mash/assessment/dissents.h"

namespace mash::assessment {

// What somebody ticked and wrote; codes are known to the rules.
struct Words {
  std::set<std::string> indicators, factors;
  Sensitive strengths, unknowns, voice, voice_missing;
};
using AssessGrant = policy::Grant<policy::Action::assess>;

// Stores it with what the rules propose for it; the repeats are those that nobody of the front door
// may not know of, as in decision::why_to_sign.
void assess(pipeline::Context& c, const AssessGrant& grant, const Deps& deps, const PersonId& child,
            const Words& words);

// Whom one can assess here: the children of the case and who was assessed before; in a case that
// names no child, everybody.
std::vector<people::Subject> assessed_here(pipeline::Context& c, const policy::Proof& proof,
                                           const std::vector<Assessment>& all);

void add_assess_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_dissent_routes(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::assessment
