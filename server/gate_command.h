// SPDX-License-Identifier: MIT
#pragma once

#include "gate_core.h"
#include "mash/json/value.h"
#include "publisher.h"

namespace mash::server {

// {"command": "set-password", "person", "password"}: answers {"totp_uri", "totp_secret"}.
// {"command": "token-add", "agency", "agency_name", "sources": [code, ...], "name"}: answers {"id",
// "token"}, which nobody is shown again.
// {"command": "token-list"}: answers {"tokens": [{"id", "agency", "agency_name", "name",
// "made_at"}]}.
// {"command": "token-revoke", "id"}: answers {}; not_found if there is none.
// {"command": "verify"}: as verify_record.
// {"command": "try-confinement"}: as try_confinement.
Result<json::Value> run_command(GateCore& core, Publisher& publisher, const json::Value& request);

}  // namespace mash::server
