// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::cases {

// The text of data/purposes.json, embedded at build.
std::string_view purposes_data();

}  // namespace mash::cases
