// SPDX-License-Identifier: MIT
// How often one network may try to sign in at the hub, how long the hub keeps what only its
// clockwork needs, and when its record is witnessed: data/hub_policies.json, or `hub_policy` of the
// configuration, which is an object of the same form as one of its policies.
#pragma once

#include <string>

#include "mash/json/value.h"
#include "mash/pipeline/network_share.h"
#include "mash/provision/turnstile.h"
#include "settings.h"
#include "witness_status.h"

namespace mash::server {

struct HubPolicy {
  std::string id;
  pipeline::Share sign_in;
  int act_hours = 0;
  provision::Limits scim;
  int unlisted_days = 0;  // how long it is kept that a system asked for somebody not listed
  int wall_hours = 0;     // how long a screen on the wall shows the board
  WitnessRules witnessing;
};

// Strict: a member that is missing, unknown or out of its range is invalid_input and named.
Result<HubPolicy> parse_hub_policy(const json::Value& policy);

// The configuration's own; else "demonstration" with --demo, else "standard". invalid_input: there
// is no such file, or its policy has faults.
Result<HubPolicy> load_hub_policy(const Settings& settings);

}  // namespace mash::server
