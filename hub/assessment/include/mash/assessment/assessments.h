// SPDX-License-Identifier: MIT
// What the front door makes of all that is known about one child: indicators by domain, factors,
// strengths, what is not known, the child's voice, and the level that the rules propose for it.
// An assessment is never changed: whoever assesses again makes a new one, and the newest counts.
// What not: the rules (ruleset.h), what is decided (decision). Its words are for the front door.
// Thread safety: as the Context that is passed in. Cost: one select, one opening per assessment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/assessment/ruleset.h"
#include "mash/base/sensitive.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/people/people.h"
#include "mash/pipeline/route.h"

namespace mash::assessment {

// As it was called in the list of its time.
struct Chosen {
  std::string code, words;
  std::string domain;  // in words; empty for a factor
};
struct CountedRepeat {
  Repeat repeat;
  std::vector<CaseId> others;  // cases that were counted
};
struct Assessment {
  std::string id;
  CaseId case_id;
  PersonId child;  // who that is now (people::person_meant)
  StaffId by;
  UtcTime at;
  std::string rules;  // Ruleset::name() of its time
  std::vector<Chosen> indicators, factors;
  Sensitive strengths, unknowns;
  Sensitive voice;                        // what the child says
  Sensitive voice_missing;                // why the child was not heard
  std::vector<AgencyId> missing_returns;  // not answered when it was made
  std::vector<CountedRepeat> repeats;
  // Whoever may not know of a case that was counted reads what the rules proposed without repeats.
  Proposal proposal, without_repeats;
};
// Of a case, the oldest first.
std::vector<Assessment> assessments_of(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id);
// The newest of this child; nullptr: nobody has assessed them.
const Assessment* newest_of(const std::vector<Assessment>& all, const PersonId& child);
// How many there are of this child, or of all children; opens none of them.
std::int64_t count_assessments(pipeline::Context& c, const CaseId& id, const PersonId& child = {});

// What of it the reader may know: a repeat only where none of the cases is hidden from them.
Facts facts_for_reader(pipeline::Context& c, const Assessment& assessment);
const Proposal& proposal_for_reader(pipeline::Context& c, const Assessment& assessment);
// For {{> assessment/one}}, for the front door.
json::Value assessment_data(pipeline::Context& c, const model::Borough& borough,
                            const Assessment& assessment);

// Assessments as what is kept of the persons of a case (people::Deps).
std::vector<people::Kept> kept_assessments(pipeline::Context& c, const model::Borough& borough,
                                           const CaseId& id);

}  // namespace mash::assessment
