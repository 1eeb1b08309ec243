// SPDX-License-Identifier: MIT
// Making a decision: what it needs, when it counts, what it starts and ends.
#pragma once

#include <string_view>
#include <vector>

#include "mash/decision/decision.h"
#include "mash/decision/decisions.h"

namespace mash::decision {

// What the manager wrote. `change` answers for news that came in while the page was open.
struct Words {
  Sensitive reason, evidence, without_reason, change_reason;
  std::string change;  // "viewed", "dismissed" or ""
  // What the child's assessment says against it (misfits_of), and the answer.
  std::vector<std::string> misfits{};
  Sensitive fit_answer{};
  // Of what the front door decided (Decision).
  Sensitive outside_by{}, differs{};
  std::optional<UtcTime> outside_at{};
  std::vector<std::string> unseen{};  // Decision::unseen
};

// What demands a second manager: no further action on a Red while the police have not answered, and
// a repeat rule where the child is to get less than help. Cases that are hidden from anybody of the
// front door do not count, as whoever may not know of them would see that they do (decision 0012).
std::vector<ToSign> why_to_sign(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                                const CaseId& id, const PersonId& child, model::Outcome outcome);

// The role decides; the law wants a qualified social worker as well. `field` bears the fault.
Result<void> check_qualified(const Deps& deps, const pipeline::Context& c, std::string_view field);

// After each act that makes a decision stand or opens one again: news is late for whom one stands.
void keep_whether_stands(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// What was decided for children of the case was opened again: it waits for new decisions, against a
// clock of their own.
void wait_to_decide_again(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const cases::CaseHead& head);
// What stands for this child, and for each of those who were joined as it: all is opened again, or
// some of it would stand again once they are parted.
std::vector<Decision> all_that_stand(const ChildDecisions& child);

using DecideGrant = policy::Grant<policy::Action::decide>;
using RecordGrant = policy::Grant<policy::Action::record_decision>;

// Stores a decision that supersedes the child's standing one; it counts at once or waits for a
// signature. `found` is what was decided for the child before.
void decide(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
            const ChildDecisions& found, Decision decision, const Words& words);
// The same for what the front door of a hub that recommends has decided.
void record(pipeline::Context& c, const RecordGrant& grant, const Deps& deps,
            const ChildDecisions& found, Decision decision, const Words& words);
// The second manager signs what the first proposed.
void sign(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
          const Decision& proposed);

}  // namespace mash::decision
