// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::needs {

// The text of data/fairness.json, embedded at build.
std::string_view fairness_data();

}  // namespace mash::needs
