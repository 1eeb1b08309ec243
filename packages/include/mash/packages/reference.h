// SPDX-License-Identifier: MIT
// References that people read out and type: random, never counted, with a check character, so that
// a slip of the pen is found before anybody looks it up.
// Alphabet: Crockford's base 32 (no I, L, O, U). Pure functions, safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "mash/base/random.h"
#include "mash/base/result.h"

namespace mash::packages {

// "7KQ4-XM2P-M": 40 random bits and the check character.
std::string new_reference(Random& random);
// What was typed as new_reference wrote it: lower case, spaces and missing hyphens are taken, I and
// L mean 1, O means 0. invalid_input with `field` if it cannot be a reference.
Result<std::string> parse_reference(std::string_view typed, std::string_view field);

// The code beside the reference on a receipt, "ABCD-EFGH-JKMN": 60 random bits, no check character.
std::string new_receipt_code(Random& random);
Result<std::string> parse_receipt_code(std::string_view typed, std::string_view field);

}  // namespace mash::packages
