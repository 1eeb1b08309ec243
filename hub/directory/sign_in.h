// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mash/directory/directory.h"

namespace mash::directory {

// Where a person's day starts.
std::string home_of(const pipeline::Person& person);

// What nobody's password may be made of: the hub's name, their own and their agency's.
std::vector<std::string> words_of(const model::Borough& borough, const StaffId& id);

}  // namespace mash::directory
