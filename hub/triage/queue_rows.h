// SPDX-License-Identifier: MIT
// Cases as rows of a list: who, how long, how urgent, what, where, with whom.
#pragma once

#include "mash/cases/queue.h"
#include "mash/triage/triage.h"

namespace mash::triage {

// For {{> triage/queue_table}}. Each case is on the record as seen. Cost: a few statements
// for up to 200 rows, and one opening for each person and notification.
json::Value queue_rows(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const std::vector<cases::OpenCase>& list);

}  // namespace mash::triage
