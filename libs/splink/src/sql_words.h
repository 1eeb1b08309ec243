// SPDX-License-Identifier: MIT
// SQL as words and signs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::splink {

struct Word {
  enum class Kind : std::uint8_t { name, quoted, text, number, sign, end };
  Kind kind = Kind::end;
  std::string text = {};
  std::string lower = {};  // of names
  double number = 0;
};

// The last word is the end.
Result<std::vector<Word>> words_of(std::string_view sql);

}  // namespace mash::splink
