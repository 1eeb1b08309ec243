// SPDX-License-Identifier: MIT
// Signing people out from outside: the operator's way, the same in both rooms.
#pragma once

#include "mash/json/value.h"
#include "mash/pipeline/app.h"

namespace mash::server {

// "person": their sessions end at once, and their open pages with them; empty: everybody's. Whoever
// may come in may come in again. Answers {"ended"}: how many.
Result<json::Value> end_sessions(pipeline::App& app, const json::Value& request);

}  // namespace mash::server
