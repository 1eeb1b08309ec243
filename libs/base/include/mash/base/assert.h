// SPDX-License-Identifier: MIT
#pragma once

namespace mash {

[[noreturn]] void assertion_failed(const char* what, const char* file, int line);

}  // namespace mash

// Always on, in every build: stops the process when our own code is wrong. Never for input.
#define MASH_ASSERT(condition)                         \
  (static_cast<bool>(condition) ? static_cast<void>(0) \
                                : ::mash::assertion_failed(#condition, __FILE__, __LINE__))
