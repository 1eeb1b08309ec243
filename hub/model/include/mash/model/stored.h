// SPDX-License-Identifier: MIT
// A code that a column holds, as its value. A code that is none was not written by us: somebody has
// changed the database. Throws std::runtime_error then, without the code. Thread safety: pure.
// Cost: as from_code.
#pragma once

#include <stdexcept>
#include <string_view>

#include "mash/model/coded.h"

namespace mash::model {

template <Coded E>
E stored(std::string_view code) {
  if (const auto value = from_code<E>(code)) return *value;
  throw std::runtime_error("unknown code in the database");
}

}  // namespace mash::model
