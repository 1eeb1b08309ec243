// SPDX-License-Identifier: MIT
// The page on which an agency seals what it holds in the hub, and opens it again by its passphrase
// (decision 0033). What not: keys (server/key_desk.h), a token's PIN, which is typed at the hub's
// machine (docs/keys.md).
// Errors: as every route. Thread safety: routes may run at once; Keys must allow that.
#pragma once

#include <functional>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/borough.h"
#include "mash/pipeline/route.h"

namespace mash::compartment {

// How what an agency holds stands.
struct Standing {
  bool open = true;
  bool by_passphrase = false;  // else it is opened elsewhere, or opens by itself
  bool by_itself = false;      // when the hub starts
  std::string last_try = "";   // why the last one did not open it; empty once it did
};

struct Keys {
  std::function<Standing(const AgencyId&)> standing;
  // Slow (a second, 256 MiB), one at a time; says in `standing` what came of it.
  std::function<void(const AgencyId&, const Sensitive& passphrase)> open;
  std::function<void(const AgencyId&)> seal;  // at once
};

struct Deps {
  const model::Borough& borough;
  Keys keys;
};
std::vector<pipeline::Route> routes(const Deps& deps);

}  // namespace mash::compartment
