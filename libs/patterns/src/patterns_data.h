// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::patterns {

// The text of data/patterns.json, embedded at build.
std::string_view patterns_data();

}  // namespace mash::patterns
