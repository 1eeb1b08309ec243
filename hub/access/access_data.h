// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::access {

// The text of data/subject_access.json, embedded at build.
std::string_view access_data();

}  // namespace mash::access
