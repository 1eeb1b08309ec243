// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::people {

// The text of data/births.json, embedded at build.
std::string_view births_data();

}  // namespace mash::people
