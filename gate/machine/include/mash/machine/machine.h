// SPDX-License-Identifier: MIT
// The gate for agencies' own systems: POST /api/v1/notifications takes a notification as JSON,
// GET /api/v1/notifications/{reference} says how it stands. Errors are RFC 9457 problems.
// Who asks is known by a bearer token (token.h) over the TLS of the gate's listener.
// What not: client certificates (mutual TLS); the rules of a notification (gate/notify).
#pragma once

#include <vector>

#include "mash/crypto/crypto.h"
#include "mash/db/database.h"
#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::machine {

inline constexpr std::string_view k_path = "/api/v1/notifications";

// Uses the gate's keys "sign", "lookup" and "gate-content". Notifications and the files in them are
// sealed to the hub's key in the request that accepts them. `file_room`: as notify::Deps.
std::vector<pipeline::Route> routes(const crypto::PublicKey& hub_key, std::int64_t file_room);
// Of every error, for openapi.json.
json::Value problem_schema();

// Forgets the answers under an Idempotency-Key that are `answer_hours` old, and who sent what is
// `receipt_days` old.
void sweep(db::Transaction& tx, UtcTime now, int answer_hours, int receipt_days);

}  // namespace mash::machine
