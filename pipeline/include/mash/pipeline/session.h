// SPDX-License-Identifier: MIT
// When sessions began, and which somebody has. What not: ending one (Context::end_session), whose
// request this is (App::still_signed_in).
#pragma once

#include <optional>
#include <vector>

#include "mash/db/database.h"
#include "mash/pipeline/route.h"

namespace mash::pipeline {

// By its hash (Context::session). Nothing where there is none.
std::optional<UtcTime> session_began(db::Transaction& tx, const Bytes& session);

struct SessionSeen {
  Bytes session;  // Context::session
  UtcTime began;
  UtcTime seen;
};
// Those that still go on, the newest first.
std::vector<SessionSeen> sessions_of(Context& c, const StaffId& person);
// Of this person, or of everybody. Answers how many.
std::int64_t end_sessions(Context& c, const std::optional<StaffId>& person);

}  // namespace mash::pipeline
