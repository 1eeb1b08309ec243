// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::pointer {

// The text of data/pointer_policy.json, embedded at build.
std::string_view pointer_policy_data();

}  // namespace mash::pointer
