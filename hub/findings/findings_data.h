// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::findings {

// The text of data/findings.json, embedded at build.
std::string_view findings_data();

}  // namespace mash::findings
