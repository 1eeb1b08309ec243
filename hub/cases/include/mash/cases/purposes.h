// SPDX-License-Identifier: MIT
// What somebody reads a case for (data/purposes.json). Whoever works on it needs to say nothing:
// the record shows their role and that they are in the case. Who breaks its glass declares one, and
// each look by it bears that. What not: whether they may (policy). Thread safety: a plain value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::cases {

struct Purpose {
  std::string code;    // stored and in the record
  std::string words;   // on pages
  std::string ground;  // in law
};
// Strict: a member that is missing, unknown or twice is invalid_input with its name.
Result<std::vector<Purpose>> parse_purposes(std::string_view text);
// Of the file that comes with the program.
const std::vector<Purpose>& built_in_purposes();
// "To keep a child safe now (Children Act 2004, section 11)"; "" for what is no code of one.
std::string purpose_words(std::string_view code);

}  // namespace mash::cases
