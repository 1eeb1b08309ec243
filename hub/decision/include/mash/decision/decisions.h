// SPDX-License-Identifier: MIT
// One decision per child, by a named qualified manager, with reasons; immutable: a change is a new
// decision that supersedes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::decision {

struct Decision {
  DecisionId id;
  CaseId case_id;
  PersonId child;
  model::Outcome outcome{};
  model::NeedLevel level{};
  std::vector<AgencyId> missing_returns;  // not answered when it was decided
  StaffId decided_by;
  UtcTime decided_at;
  DecisionId supersedes;
  Sensitive reason, evidence;
};
// The standing decision of each child, and whether every child has one.
std::vector<Decision> decisions_of(pipeline::Context& c, const policy::Proof& proof,
                                   const CaseId& id);
bool all_children_decided(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

}  // namespace mash::decision
