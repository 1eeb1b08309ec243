// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::boardroom {

std::string_view board_tiles_data();

}  // namespace mash::boardroom
