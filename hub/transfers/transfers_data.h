// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::transfers {

// The text of data/transfers.json, embedded at build.
std::string_view transfers_data();

}  // namespace mash::transfers
