// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::triage {

// The text of data/floors.json, embedded at build.
std::string_view floors_data();

}  // namespace mash::triage
