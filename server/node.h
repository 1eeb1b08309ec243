// SPDX-License-Identifier: MIT
// Hub and gate as processes: listeners, threads, and what commands ask of them.
#pragma once

#include <functional>

#include "control.h"
#include "mash/base/random.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/json/value.h"
#include "settings.h"

namespace mash::server {

// What hub and gate must know of each other before they can talk: keys and certificates are made
// where they are missing, and <data>/public/{hub,gate}.json written. Hub and gate on machines of
// their own exchange these two files by hand; they hold nothing secret.
Result<void> prepare_hub(const Settings& settings, const Clock& clock, Random& random);
Result<void> prepare_gate(const Settings& settings, const Clock& clock, Random& random);

// Serve until SIGINT or SIGTERM. `ready` is told the address of the pages once they answer.
// Errors: the folder is in use, the configuration has faults, the other's public file is missing.
using Ready = std::function<void(const std::string& address)>;
Result<void> run_hub(const Settings& settings, const Clock& clock, Random& random,
                     const Ready& ready);
Result<void> run_gate(const Settings& settings, const Clock& clock, Random& random,
                      const Ready& ready);

// {"command": "import" | "verify" | "set-password" | "close-account" | "open-account", ...}:
// through the control socket when the hub runs, else directly on its folder.
Result<json::Value> hub_command(const Settings& settings, const Clock& clock, Random& random,
                                const json::Value& request, const Progress& progress);

// Whoever answers commands: the hub that runs, or its folder, opened for as long as `work` asks.
using AskHub = std::function<Result<json::Value>(const json::Value& request)>;
Result<void> with_hub(const Settings& settings, const Clock& clock, Random& random,
                      const std::function<void(const AskHub&)>& work);

// {"command": "verify" | "set-password", ...} at the gate, in the same way.
Result<json::Value> gate_command(const Settings& settings, const Clock& clock, Random& random,
                                 const json::Value& request);

}  // namespace mash::server
