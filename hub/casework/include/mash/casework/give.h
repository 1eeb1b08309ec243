// SPDX-License-Identifier: MIT
// Tasks that other slices give: whom one can choose, and the giving. What not: what becomes of a
// task (its own page). Thread safety: as the Context that is passed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/base/sensitive.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

// A question on a form: desks that work on the case of the path, and who is there.
json::Value whom_question(pipeline::Context& c, const model::Borough& borough,
                          const std::string& name, const std::string& label);
struct Given {
  Sensitive what, why;
  std::optional<UtcTime> due_at;
};
// Gives it to whom was chosen under this name, in the words of the front door or of the own desk.
// invalid_input names the field.
struct GivenTo {
  std::string task;    // its id
  std::string holder;  // in words: "Police desk"
};
Result<GivenTo> give_chosen(pipeline::Context& c, const model::Borough& borough,
                            const std::string& name, const Given& task);
// Gives this desk a task about a challenge to a decision, in the words of the front door. Answers
// its id.
std::string give_of_challenge(pipeline::Context& c, const CaseId& id, const AgencyId& desk,
                              const Given& task);
// It is done by what was done elsewhere, unless somebody has ended it already.
void done_elsewhere(pipeline::Context& c, const CaseId& id, std::string_view task,
                    const std::string& came_of_it);

}  // namespace mash::casework
