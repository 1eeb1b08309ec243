// SPDX-License-Identifier: MIT
// How the child shuts itself in (child.h says what each part gives). One process, no way back.
#pragma once

namespace mash::render {

// The memory that a sanitizer keeps beside the program's is larger than any limit.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool k_shadow_memory = true;
#else
inline constexpr bool k_shadow_memory = false;
#endif

enum class Needs {
  nothing,  // memory, and what is open already
  program   // to start one program, which loads its libraries and fonts
};

// False: this machine does not let it; the caller must then parse nothing.
bool shut_in(Needs needs);

}  // namespace mash::render
