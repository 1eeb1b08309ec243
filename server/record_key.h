// SPDX-License-Identifier: MIT
// A new key for the details of a room's record (`audit`), while the room stands still. Details are
// sealed anew; what an entry commits to stays, and so do the log, its checkpoints and what
// witnesses have signed. Both keys are in the room's file until each detail is sealed anew, so that
// whoever is killed in between loses nothing: the room starts with either, and to do it again goes
// on. What not: the other keys (docs/keys.md says of each why).
// Errors: invalid_input names the field and the way out; conflict: the room is running.
// Thread safety: one thread. Cost: as pipeline::reseal_record for each entry.
#pragma once

#include <string>

#include "mash/pipeline/rotation.h"
#include "settings.h"

namespace mash::server {

inline constexpr const char* k_record_key = "audit";

struct RecordSealed {
  std::int64_t sealed = 0;
  std::int64_t lost = 0;  // open under no key
};

// By the ring's key of now and the one before it; says so on the record.
RecordSealed seal_record_anew(db::Database& database, const pipeline::KeyRing& keys,
                              const Clock& clock, Random& random);
// "The details of ... " for the command line.
std::string words_of(const RecordSealed& done);

// `which`: the name of the key in the hub's keys.json.
Result<RecordSealed> rotate_hub_key(const Settings& settings, const std::string& which,
                                    const Clock& clock, Random& random);

}  // namespace mash::server
