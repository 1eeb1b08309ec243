// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::challenge {

// The text of data/escalation.json, embedded at build.
std::string_view escalation_data();

}  // namespace mash::challenge
