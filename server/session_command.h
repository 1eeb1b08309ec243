// SPDX-License-Identifier: MIT
// Signing people out from outside: the operator's way, the same in both rooms.
#pragma once

#include "mash/json/value.h"
#include "mash/pipeline/app.h"

namespace mash::server {

// "person": their sessions end at once, and their open pages with them; "everybody": all do.
// Whoever may come in may come in again. Answers {"ended"}: how many. invalid_input names "person":
// nobody with this id is signed in.
Result<json::Value> end_sessions(pipeline::App& app, const json::Value& request);

}  // namespace mash::server
