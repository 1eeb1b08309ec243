// SPDX-License-Identifier: MIT
// In front of dispatch: how much one token, and all without one from the same network, may ask; and
// nothing twice at once under the same Idempotency-Key. What is turned away reaches no record.
// Thread safety: pass may be called concurrently. Cost: a select and two HMACs.
#pragma once

#include <set>
#include <string>

#include "mash/base/guarded.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/network_share.h"

namespace mash::machine {

struct Limits {
  int requests = 0;  // of one token ...
  int minutes = 0;   // in any so many minutes
  pipeline::Share strangers;
};

// Whether the turnstile stands in front of it.
bool is_for_machines(const http::Request& request);

class Turnstile {
 public:
  Turnstile(const Limits& limits, Random& random);
  http::Response pass(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
                      const http::Request& request, UtcTime now);

 private:
  Guarded<std::set<std::string>> in_hand_;
  pipeline::Shares tokens_;
  pipeline::NetworkShares strangers_;
};

}  // namespace mash::machine
