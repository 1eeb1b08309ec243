// SPDX-License-Identifier: MIT
// Repeat rules: which of them a child of a case hits, so that nobody alone decides to do nothing
// (domain.md 5.5); and the hits of which some colleagues may not know (decision 0012). What not:
// what a hit demands (decision), how many repeats there are (repeats.h).
// Thread safety: as the Context that is passed in. Cost: as repeats_of.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/people/repeat_policy.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// Codes of who told of these cases; what is not known is left out. Wired by the server (intake).
using SourcesOfCases = std::function<std::map<CaseId, std::set<std::string>>(
    db::Transaction&, const std::set<CaseId>&)>;

// Recogniser and policy must outlive it.
struct RepeatWatch {
  Recogniser& recogniser;
  const RepeatPolicy& policy;
  SourcesOfCases sources_of;
};

struct RepeatHit {
  std::string rule;  // its id and the version of the policy: "child-3-in-12-months.2"
  std::string text;  // "3 cases name this child since 24 November 2025, this one included."
  int spare = 0;     // how many of `others` could be missing, and it would still be hit
  std::vector<CaseId> others;  // that were counted, in the order in which they were received
};

// Of this child of the case that the facts are about, whoever asks; `hidden` cases take no part.
// The recogniser has caught up (people::catch_up). `said` is all that is said in the case.
std::vector<RepeatHit> repeat_hits(pipeline::Context& c, const RepeatWatch& watch,
                                   const std::vector<Statement>& said, const PersonId& child,
                                   const std::set<CaseId>& hidden);

// A rule is hit only if cases count that are hidden from somebody: it forced nothing, since that
// would show. Somebody else to whom these are not hidden has to decide again; where nobody else who
// decides may be told, whoever decided it before.
struct HiddenRepeat {
  CaseId case_id;
  PersonId child;
  UtcTime since;
  bool alone = false;          // whoever decided it has to, as nobody else may be told
  std::vector<CaseId> others;  // the hidden ones
};
// Hidden cases with which a rule is hit, each with RepeatHit::spare.
using HiddenCases = std::map<CaseId, int>;
// Those of a hit that are among the restricted ones.
void add_hidden_cases(HiddenCases& to, const RepeatHit& hit, const std::set<CaseId>& restricted);
// A decision for this child counts now, as whoever acts made or signed it: what waits from now on,
// none where the child is helped. What somebody else decided before is answered where whoever acts
// may know of it, or made the decision after it began to wait. Who made it is asked no more than
// who signed it, unless the signer may not know of the case.
struct Proposal {
  StaffId by;
  UtcTime at;
};
void keep_hidden_repeat(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                        const PersonId& child, const Proposal& proposal, HiddenCases others);
// Whoever acts has sent the case elsewhere without deciding for this child: these wait beside what
// waits already, which that answers none of.
void add_hidden_repeat(pipeline::Context& c, const CaseId& id, const PersonId& child,
                       HiddenCases others);
// That wait for the reader, the oldest first. Of a rule that counted cases hidden from the reader
// only where it is hit without them, and then the others alone.
std::vector<HiddenRepeat> hidden_repeats(pipeline::Context& c, const model::Borough& borough);

}  // namespace mash::people
