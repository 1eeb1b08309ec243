// SPDX-License-Identifier: MIT
// How much the gate takes and how long it keeps what: data/gate_policies.json, or `gate_policy` of
// the configuration, which is an object of the same form as one of its policies.
#pragma once

#include <string>

#include "mash/inbox/inbox.h"
#include "mash/json/value.h"
#include "mash/machine/turnstile.h"
#include "mash/notify/rate_limit.h"
#include "mash/pipeline/network_share.h"
#include "settings.h"

namespace mash::server {

struct GatePolicy {
  std::string id;
  notify::RateLimit form;
  std::int64_t file_room = 0;  // bytes of files that wait at the gate, of all senders together
  pipeline::Share sign_in;
  machine::Limits machine;
  int receipt_days = 0;
  inbox::Retention products;
  int delivery_days = 0;
  int act_hours = 0;
  int answer_hours = 0;
  bool signatures = false;  // of a product that is not urgent, before it is shown
};

// Strict: a member that is missing, unknown or out of its range is invalid_input and named.
Result<GatePolicy> parse_gate_policy(const json::Value& policy);

// The configuration's own; else "demonstration" with --demo, where all come from one address; else
// "standard". invalid_input: there is no such file, or its policy has faults.
Result<GatePolicy> load_gate_policy(const Settings& settings);

}  // namespace mash::server
