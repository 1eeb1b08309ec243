// SPDX-License-Identifier: MIT
#pragma once

#include "control.h"
#include "hub_core.h"
#include "publisher.h"
#include "verify.h"
#include "witnessing.h"

namespace mash::server {

// Carries out one command of the control socket or of the command line on an open hub. Without
// `witnessing` nobody is asked to witness its record.
Result<json::Value> run_command(HubCore& core, Publisher& publisher, const json::Value& request,
                                UtcTime now, const Progress& progress, Witnessing* witnessing);

// What was disposed of, as the hub's record must say it.
Stated tombstones();

}  // namespace mash::server
