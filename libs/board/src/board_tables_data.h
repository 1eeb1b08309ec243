// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::board {

// The text of data/board_tables.json, embedded at build.
std::string_view board_tables_data();

}  // namespace mash::board
