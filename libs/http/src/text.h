// SPDX-License-Identifier: MIT
// Small pure functions on text as HTTP defines it: ASCII rules, no locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/base/ascii.h"

namespace mash::http {

// Nothing if a "%" is not followed by two hex digits. The result may hold any byte.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
bool equals_ignoring_case(std::string_view a, std::string_view b);
// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);
// Takes the text up to `separator` (or all of it) off the front of `rest`.
std::string_view take_until(std::string_view& rest, char separator);

}  // namespace mash::http
