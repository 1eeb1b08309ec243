// SPDX-License-Identifier: MIT
#pragma once

#include "control.h"
#include "hub_core.h"
#include "publisher.h"

namespace mash::server {

// Carries out one command of the control socket or of the command line on an open hub.
Result<json::Value> run_command(HubCore& core, Publisher& publisher, const json::Value& request,
                                UtcTime now, const Progress& progress);

}  // namespace mash::server
