// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::peers {

// The text of data/hubs.json, embedded at build.
std::string_view peers_data();

}  // namespace mash::peers
