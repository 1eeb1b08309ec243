// SPDX-License-Identifier: MIT
// UTF-8 as code points and back. Bytes that are no UTF-8 stand for themselves.
#pragma once

#include <string>
#include <string_view>

namespace mash::splink {

std::u32string code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view points);

}  // namespace mash::splink
