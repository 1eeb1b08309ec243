// SPDX-License-Identifier: MIT
// The table beside a picture.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "mash/picture/picture.h"

namespace mash::picture {

// The first column heads its rows; `numeric` columns stand to the right.
html::TableOptions table_of(const Frame& frame, std::vector<std::string> head,
                            std::vector<std::vector<std::string>> rows,
                            std::initializer_list<std::size_t> numeric = {});

}  // namespace mash::picture
