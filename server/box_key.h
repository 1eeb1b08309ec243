// SPDX-License-Identifier: MIT
// A new key for what the gate seals to the hub (`box`). It is begun while the hub stands still;
// from its next start on the hub publishes it and opens with both. The gate has it once the public
// file was carried over and it was started again, and says at the door to which one it seals. The
// one before goes by itself, once nothing can wait for it any more: KeyDesk::gate_emptied().
// Errors: invalid_input names the field and the way out; conflict: the hub is running, or the key
// before is still kept. Thread safety: one thread. Cost: two writes.
#pragma once

#include "mash/base/random.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "settings.h"

namespace mash::server {

inline constexpr const char* k_box_key = "box";
// As copies of data keys (backup_command.h): a gate that was put back from a copy may hold what was
// sealed so long ago.
inline constexpr int k_box_days = 35;
// How long the gate has said so: longer than it keeps what nobody has sent yet.
inline constexpr Duration k_box_settles = Duration::hours(12);

inline constexpr const char* k_box_next =
    "The hub has a new key for what the gate seals to it. Start the hub, copy hub.json from its "
    "public folder into that of the gate, and start the gate again. The key before goes by itself "
    "35 days from now, if nothing waits for it any more\n";

Result<void> rotate_box_key(const Settings& settings, const Clock& clock, Random& random);

}  // namespace mash::server
