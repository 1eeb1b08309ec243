// SPDX-License-Identifier: MIT
// When a session began. What not: whether it still goes on (App::still_signed_in).
#pragma once

#include <optional>

#include "mash/db/database.h"

namespace mash::pipeline {

// By its hash (Context::session). Nothing where there is none.
std::optional<UtcTime> session_began(db::Transaction& tx, const Bytes& session);

}  // namespace mash::pipeline
