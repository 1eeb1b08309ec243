// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::glass {

// The text of data/glass.json, embedded at build.
std::string_view glass_data();

}  // namespace mash::glass
