// SPDX-License-Identifier: MIT
// The tasks of a profile on its page.
#pragma once

#include "mash/findings/profiles.h"
#include "profile.h"

namespace mash::findings {

// What is to be done, by whom and when, and what came of it; with the form for one more where
// `gives`.
json::Value tasks_view(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const ProfileRow& row, bool gives);

}  // namespace mash::findings
