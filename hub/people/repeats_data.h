// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::people {

// The text of data/repeats.json, embedded at build.
std::string_view repeats_data();

}  // namespace mash::people
