// SPDX-License-Identifier: MIT
#pragma once

namespace mash::server {

// For a process that holds keys: from now on it leaves no core file, and no other process of the
// same user may trace it or read its memory; root still can. Keys themselves are locked in memory
// (crypto::LockedKey), so that they do not reach the swap space. Throws std::system_error.
void keep_memory_private();

}  // namespace mash::server
