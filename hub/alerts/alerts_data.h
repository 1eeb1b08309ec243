// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::alerts {

// The text of data/alerts.json, embedded at build.
std::string_view alerts_data();

}  // namespace mash::alerts
