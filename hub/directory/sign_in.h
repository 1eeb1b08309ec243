// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "mash/directory/directory.h"

namespace mash::directory {

// Where a person's day starts.
std::string home_of(const pipeline::Person& person);

}  // namespace mash::directory
