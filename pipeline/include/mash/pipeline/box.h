// SPDX-License-Identifier: MIT
// What the gate sealed to the hub. What not: sealing (crypto::box_seal), which key is published.
// Errors: as crypto::box_open. Thread safety: any thread. Cost: as that, twice where the key before
// still opens too.
#pragma once

#include "mash/pipeline/vault.h"

namespace mash::pipeline {

// By the key of now or, as long as something may wait for that, the one before it.
Result<Bytes> open_box(const KeyRing& keys, ByteView sealed);

}  // namespace mash::pipeline
