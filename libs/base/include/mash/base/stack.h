// SPDX-License-Identifier: MIT
#pragma once

namespace mash {

// Overwrites what functions that have returned left on the calling thread's stack: short texts lie
// there, not on the heap. To be called by whoever runs the work of others, after each piece of it.
// Reaches 128 KiB below the caller; deeper calls leave what they left. Cost: writing 128 KiB.
void wipe_stack();

}  // namespace mash
