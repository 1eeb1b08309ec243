// SPDX-License-Identifier: MIT
// What the decision takes from the child's assessment and from those who disagree. A decision waits
// for neither (settled.md 21).
#pragma once

#include <string>
#include <vector>

#include "mash/assessment/assessments.h"
#include "mash/assessment/dissents.h"
#include "page.h"

namespace mash::decision {

// Into the decision: which assessment and which dissents lay there.
void keep_what_stood_there(pipeline::Context& c, const policy::Proof& proof, Decision& decision);

// E11: what of this decision does not fit the newest assessment, as far as the reader may know it;
// nothing where there is none.
std::vector<std::string> misfits_of(pipeline::Context& c, const policy::Proof& proof,
                                    const CaseId& id, const PersonId& child, model::NeedLevel level,
                                    model::Outcome outcome);
// Of what is typed; nothing while no level or no outcome is.
std::vector<std::string> typed_misfits(pipeline::Context& c, const policy::Proof& proof,
                                       const PageOptions& options, const PersonId& child);

// For the page, for the front door.
struct Assessed {
  std::vector<assessment::Assessment> assessments;
  std::vector<assessment::Dissent> dissents;
};
Assessed assessed(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// "Level 4: …, Petra Lowe, 24 November 2026, 9:00", and which agencies had disagreed.
void add_assessed(json::Value& to, pipeline::Context& c, const model::Borough& borough,
                  const Decision& decision, const Assessed& all);

}  // namespace mash::decision
