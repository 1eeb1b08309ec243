// SPDX-License-Identifier: MIT
// The data of the decision page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decide.h"
#include "mash/cases/cases.h"
#include "mash/decision/decision.h"
#include "picture.h"

namespace mash::decision {

struct PageOptions {
  const Deps& deps;
  cases::CaseHead head;
  PersonId chosen;  // whose form is shown; empty: the first who is undecided
  const pipeline::Input* typed = nullptr;
  std::vector<Fault> faults;
  // What a signature that was refused looked at, and for whom it was.
  std::optional<Picture> signed_on{};
  PersonId signing{};
};
// What stands, what is missing and, for those who decide, the form of one child. With `typed`, the
// form holds what was typed and the page says what has changed since it was opened.
json::Value decision_page(pipeline::Context& c, const policy::Proof& proof,
                          const PageOptions& options);
// May this person decide here at all (for what the page offers, not for the act itself)?
bool may_decide(const policy::Principal& person);

}  // namespace mash::decision
