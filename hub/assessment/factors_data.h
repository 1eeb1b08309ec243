// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::assessment {

// The text of data/assessment_factors.json, embedded at build.
std::string_view factors_data();

}  // namespace mash::assessment
