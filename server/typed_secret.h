// SPDX-License-Identifier: MIT
// What only a person knows, asked for without showing it. Thread safety: one thread.
#pragma once

#include <string>

#include "mash/base/sensitive.h"

namespace mash::server {

// From the terminal, or one line of standard input where that is none. Empty: there was none.
Sensitive ask_secret(const std::string& what);
// Twice at a terminal, until both are the same.
Sensitive ask_new_secret(const std::string& what);

}  // namespace mash::server
