// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::retention {

// The text of data/retention.json, embedded at build.
std::string_view retention_data();

}  // namespace mash::retention
