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
