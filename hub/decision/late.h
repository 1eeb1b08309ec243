// SPDX-License-Identifier: MIT
// What came into the hub after the decision, and a manager's word about it: it changes nothing, or
// it opens decisions again (scenario C09).
#pragma once

#include <set>
#include <vector>

#include "decide.h"
#include "page.h"

namespace mash::decision {

struct LateAnswer {
  DecisionId reopens;  // empty: it changes nothing
  StaffId by;
  UtcTime at;
  Sensitive reason;
};
// Of a case, the oldest first.
std::vector<LateAnswer> late_answers(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

// Ends the clock. Of nothing to open again, whoever sends goes on, or closes; else the case waits
// for a decision for each of these children, against a clock.
void answer_late(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
                 const cases::CaseHead& head, const std::vector<Decision>& reopen,
                 const Sensitive& reason);

// After each act by which other decisions may stand than before: the clock runs where one stands
// that was made without the newest news and about which nobody has said a word since; a signature
// is none, as whoever decided had not seen the news. Where somebody `decided` and all that stands
// was made with the news, it ends.
void settle_late_clock(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const CaseId& id, bool decided);

// For the page: what came in and the form about it while the clock runs, for those who decide; else
// false.
json::Value late_data(pipeline::Context& c, const policy::Proof& proof, const PageOptions& options,
                      const std::vector<ChildDecisions>& all);
// What was said about it, in words, for the front door.
json::Array late_answers_data(pipeline::Context& c, const policy::Proof& proof,
                              const PageOptions& options);

// POST /case/{case}/late.
pipeline::Route late_act(const Deps& deps);

}  // namespace mash::decision
