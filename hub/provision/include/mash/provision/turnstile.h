// SPDX-License-Identifier: MIT
// In front of dispatch: how much one agency's system, and all without a token from one network, may
// ask of /scim. What is turned away reaches neither database nor record.
// Thread safety: pass may be called concurrently. Cost: a hash for each token that is known.
#pragma once

#include "mash/pipeline/app.h"
#include "mash/pipeline/network_share.h"
#include "mash/provision/provision.h"

namespace mash::provision {

struct Limits {
  int requests = 0;  // of one agency ...
  int minutes = 0;   // in any so many minutes
  pipeline::Share strangers;
};

class Turnstile {
 public:
  // `systems` outlives it.
  Turnstile(const Systems& systems, const Limits& limits, Random& random);
  // Nothing: go on.
  std::optional<http::Response> stops(const http::Request& request, UtcTime now);

 private:
  const Systems& systems_;
  pipeline::Shares agencies_;
  pipeline::NetworkShares strangers_;
};

}  // namespace mash::provision
