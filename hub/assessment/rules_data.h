// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::assessment {

// The text of data/assessment_rules.json, embedded at build.
std::string_view rules_data();

}  // namespace mash::assessment
