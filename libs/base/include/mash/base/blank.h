// SPDX-License-Identifier: MIT
// Whether a text says anything to whoever reads it. What not: what it says. Thread safety: a pure
// function. Cost: linear in the text.
// Source: Unicode's White_Space and Default_Ignorable_Code_Point.
#pragma once

#include <string_view>

namespace mash {

// Nothing in it that could be read: spaces, line breaks, control characters and characters that
// nobody sees. Bytes that are not UTF-8 are something.
bool is_blank(std::string_view utf8);

}  // namespace mash
