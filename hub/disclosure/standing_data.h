// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::disclosure {

// The text of data/standing_releases.json, embedded at build.
std::string_view standing_data();

}  // namespace mash::disclosure
