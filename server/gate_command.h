// SPDX-License-Identifier: MIT
#pragma once

#include "gate_core.h"
#include "mash/json/value.h"
#include "publisher.h"

namespace mash::server {

// {"command": "set-password", "person", "password"}: answers {"totp_uri", "totp_secret"}.
// {"command": "verify"}: as verify_record.
Result<json::Value> run_command(GateCore& core, Publisher& publisher, const json::Value& request);

}  // namespace mash::server
