// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::agreements {

// The text of data/agreements.json, embedded at build.
std::string_view agreements_data();

}  // namespace mash::agreements
