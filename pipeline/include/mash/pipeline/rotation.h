// SPDX-License-Identifier: MIT
// Keys of quarters, which stand between an agency's root key and its data keys; a new root key,
// under which they are wrapped anew; data keys wrapped anew where the key of a quarter may have
// been seen. What they seal stays as it is. A new key for the details of the record. And the end of
// one data key, with which what it seals ends. What not: where root keys come from and are kept
// (server/hub_keys.h).
// Errors: SealedCompartment. Thread safety: inside a write transaction.
#pragma once

#include <string>
#include <string_view>

#include "mash/base/time.h"
#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// Table quarter_key, and which of them seals a data key. After schema().
std::string_view quarter_keys_schema();

// From now on new data keys lie under this quarter's key. Nothing where there is one already, or
// where the agency is sealed. Cost: one row.
void begin_quarter(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                   const LocalDate& today, Random& random);

struct Rewrapped {
  std::string last;  // the case of the last one that was looked at; empty: there is none any more
  int seen = 0;
  int wrapped = 0;   // data keys
  int quarters = 0;  // keys of quarters
  int lost = 0;      // open under no key, and stay as they are
};

// Wraps the keys of quarters anew that the key before (RootKey::before) holds, and begins another;
// then looks at up to `most` data keys, by case after `after`, of those that lie under the root key
// itself: they go under the newest quarter's. To do so twice changes nothing.
// Cost: 10 microseconds each key of a quarter, up to 80 a data key (docs/benchmarks.md).
Rewrapped rewrap_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                      const std::string& after, int most, Random& random);

// The keys of this quarter may have been seen: its data keys are to go under a new one. To do so
// again before leave_some() is through changes nothing. False: there is no key of this quarter.
bool leave_quarter(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                   const std::string& quarter, const LocalDate& today, Random& random);
// Up to `most` of them, as rewrap_some(). With the last one the keys that were left are deleted.
Rewrapped leave_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                     const std::string& after, int most, Random& random);

struct Resealed {
  std::int64_t next = 0;  // the sequence to go on from
  int seen = 0;
  int sealed = 0;
  int lost = 0;  // open under no key, and stay as they are: verifying the record names them
};

// Seals the details of up to `most` entries of the record anew, by sequence from `from` on, that
// the audit key before (RootKey::before) holds. What they commit to, and so the log, stays. To do
// so twice changes nothing. Cost: 10 microseconds each.
Resealed reseal_record(db::Transaction& tx, const KeyRing& keys, std::int64_t from, int most,
                       Random& random);

// Nothing that `agency` sealed about the case opens any more, and nothing of it about the case is
// sealed anew: both throw SealedCompartment, whose sentence says so. False: there was nothing, or
// it is destroyed already. What not: older copies of the table (docs/operations.md), and pages of
// the database that PostgreSQL has not yet cleared.
bool destroy(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id);

}  // namespace mash::pipeline
