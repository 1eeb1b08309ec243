// SPDX-License-Identifier: MIT
// Whether a case may go where whoever screens it wants it to, and what has to be said for that.
#pragma once

#include <string_view>
#include <vector>

#include "case_view.h"
#include "open_check.h"
#include "words.h"

namespace mash::triage {

// Values of the form's questions.
constexpr std::string_view k_yes = "yes", k_no = "no", k_nobody = "nobody";

// To somebody who has to accept it, while it stays the hub's.
bool passes_on(NextStep next);
// Nobody here goes on with it. What the designated officer has, or was passed on and may come back,
// somebody of the hub still has.
bool ends_it(NextStep next);
bool acknowledgement_owed(pipeline::Context& c, const CaseId& id);
bool may_rate(const policy::Principal& person);
// What the decoder cannot know: answers that hang together. No faults: it may.
Error screening_faults(const Deps& deps, const policy::Proof& proof, pipeline::Context& c,
                       const CaseView& view, const std::vector<CheckedChild>& children,
                       NextStep next);

}  // namespace mash::triage
