// SPDX-License-Identifier: MIT
// A new root key for an agency: its data keys are wrapped anew, what they seal stays as it is; and
// the end of one data key, with which what it seals ends.
// What not: where root keys come from and are kept (server/hub_keys.h).
// Errors: SealedCompartment. Thread safety: inside a write transaction.
#pragma once

#include <string>

#include "mash/pipeline/vault.h"

namespace mash::pipeline {

struct Rewrapped {
  std::string last;  // the case of the last one that was looked at; empty: there is none any more
  int seen = 0;
  int wrapped = 0;  // were under the key before
  int lost = 0;     // open under neither key, and stay as they are
};

// Looks at up to `most` data keys of `agency`, by case after `after`, and wraps those anew that the
// key before (RootKey::before) holds. To do so twice changes nothing.
// Cost: up to 80 microseconds each, 3 where it is wrapped anew already (docs/benchmarks.md).
Rewrapped rewrap_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                      const std::string& after, int most, Random& random);

// Nothing that `agency` sealed about the case opens any more, and nothing of it about the case is
// sealed anew: both throw SealedCompartment, whose sentence says so. False: there was nothing, or
// it is destroyed already. What not: older copies of the table (docs/operations.md), and pages of
// the database that PostgreSQL has not yet cleared.
bool destroy(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id);

}  // namespace mash::pipeline
