// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::pace {

// The text of data/pace.json, embedded at build.
std::string_view pace_data();

}  // namespace mash::pace
