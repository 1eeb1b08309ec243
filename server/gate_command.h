// SPDX-License-Identifier: MIT
#pragma once

#include "gate_core.h"
#include "mash/json/value.h"

namespace mash::server {

// {"command": "set-password", "person", "password"}: answers {"totp_uri", "totp_secret"}.
Result<json::Value> run_command(GateCore& core, const json::Value& request);

}  // namespace mash::server
