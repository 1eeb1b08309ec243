// SPDX-License-Identifier: MIT
#pragma once

#include "mash/base/result.h"

namespace mash::server {

// Prints the error to standard error; answers the exit code: 2 for bad input, 1 for anything else.
int say(const Error& error);

}  // namespace mash::server
