// SPDX-License-Identifier: MIT
// One decision per child, by a named qualified manager, with reasons; immutable: a change is a new
// decision that supersedes. What not: what leaves the hub afterwards (product).
// Thread safety: as the Context that is passed in. Cost: one select, one opening per decision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/decision/decision.h"
#include "mash/model/borough.h"
#include "mash/model/words.h"
#include "mash/people/people.h"
#include "mash/pipeline/route.h"

namespace mash::decision {

// Why a second manager must sign.
struct ToSign {
  std::string rule;            // "red-police-silent", else of a repeat rule (people::RepeatHit)
  std::string text;            // in words
  std::vector<CaseId> others;  // cases that a repeat rule counted, in the order of receipt
};

struct Decision {
  DecisionId id;
  CaseId case_id;
  PersonId child;  // who that is now (people::person_meant)
  model::Outcome outcome{};
  model::NeedLevel level{};
  std::vector<AgencyId> missing_returns;  // not answered when it was decided
  std::vector<AgencyId> not_covering;     // what they were asked then was not about this child
  StaffId decided_by;
  UtcTime decided_at;
  DecisionId supersedes;
  std::vector<DecisionId> replaces;  // all that was decided for the child before
  // Some decisions count only once a second manager has signed.
  bool needs_signature = false;
  std::vector<ToSign> to_sign;  // for the front door
  StaffId signed_by;
  std::optional<UtcTime> signed_at;
  Sensitive reason, evidence;
  Sensitive without_reason;  // why it did not wait for the missing returns
  // What lay there when it was decided: ids of the child's assessment, or empty, and of what desks
  // had said against the rating or a decision.
  std::string assessment;
  std::vector<std::string> dissents;
  // What did not fit the assessment, as the decider was asked about it, and the answer.
  std::vector<std::string> misfits;
  Sensitive fit_answer;
  // In a hub that recommends: the recommendation that lay there, or empty. Where the front door
  // decided outside the hub, who did and when; `decided_by` wrote it down.
  DecisionId recommendation;
  Sensitive outside_by;
  std::optional<UtcTime> outside_at;
  Sensitive differs;  // why it is not what was recommended
  // What had come in while the form was open and did not hold up an act that protects a child.
  std::vector<std::string> unseen;
  [[nodiscard]] bool holds() const { return !needs_signature || signed_at.has_value(); }
  [[nodiscard]] UtcTime holds_since() const { return signed_at.value_or(decided_at); }
};
// The standing decision of each child, and whether every child has one. A person who was named as a
// child and whom nobody has identified yet counts as undecided.
std::vector<Decision> decisions_of(pipeline::Context& c, const policy::Proof& proof,
                                   const CaseId& id);
bool all_children_decided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// Everything decided for one child.
struct ChildDecisions {
  people::Subject child;
  std::optional<Decision> standing;
  // Of a child who was known as two: what stands for each and differs, the oldest first; or, where
  // late information or a challenge opened it again, all that stood. None of them counts, and the
  // child is undecided until a manager decides again.
  std::vector<Decision> conflicting;
  bool reopened = false;             // by late information or a challenge
  bool challenged = false;           // by a challenge
  std::optional<Decision> proposed;  // waits for a second signature; need not be the newest
  std::vector<Decision> earlier;     // newest first
};
// For each child; in a case that names no child, known or not, for each adult of concern, else for
// each person. An adult of concern with whom a case began stays when a child is added, and so does
// whoever was decided for.
std::vector<ChildDecisions> by_child(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

// After somebody was added, identified, joined or parted (people::Deps). Where every child is
// decided now, nobody owes a decision any more: the case becomes DECIDED and goes on
// (Deps::on_decided), unless it was given back since the last decision. Where anybody was decided
// for and a child is not, the clock to decide runs; a case that is over becomes REOPENED. So does
// one that nobody decided once a child is added, with the clock to rate. What stands again without
// what came in since waits for a word about it (late.h). What was sent stays.
void people_changed(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id);

// Decisions as what is kept of the persons of a case (people::Deps).
std::vector<people::Kept> kept_decisions(pipeline::Context& c, const model::Borough& borough,
                                         const CaseId& id);

}  // namespace mash::decision
