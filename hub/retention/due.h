// SPDX-License-Identifier: MIT
// Whose time-limit is over when. Computed from what is stored, each time.
#pragma once

#include <string>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/retention/retention.h"

namespace mash::retention {

// One thing that can be disposed of.
struct Due {
  CaseId case_id;
  std::string reference;
  AgencyId owner;
  Class kind{};
  std::string subject;  // the item's id, or empty
  bool inside = true;   // false: a draft, of which only its owner knows
  const Rule* rule = nullptr;
  UtcTime at;
  bool held = false;
  std::vector<std::string> kept_for;       // in words, while it waits for an answer
  [[nodiscard]] std::string unit() const;  // how a form names it
};

// What this agency holds about one case, each with the day on which its time is over. Of an open
// case nothing: its time has not begun. Cost: a few statements; opens what was said of the children
// where a rule counts from a birth.
std::vector<Due> due_of_case(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                             const cases::CaseHead& head, const AgencyId& owner);
// Whether anything that this agency sealed about the case is left.
bool anything_sealed(pipeline::Context& c, const Deps& deps, const CaseId& id,
                     const AgencyId& owner);
// due_of_case() of all cases of which the reader may know, what is over by then, the earliest
// first.
std::vector<Due> due_by(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                        const AgencyId& owner, UtcTime by);

}  // namespace mash::retention
