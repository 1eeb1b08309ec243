// SPDX-License-Identifier: MIT
// Words from which parts are removed: the owner puts [[ and ]] around what has to go. Pure.
#pragma once

#include <string>
#include <string_view>

#include "mash/base/result.h"

namespace mash::access {

// What is left of `whole`. `said`: what stands in place of each part; empty: nothing does, and a
// line of which only its label is left goes too. invalid_input at "text": a mark has no other end,
// nothing is marked, something but the marks was changed, or nothing is left.
Result<std::string> without_marked(std::string_view typed, std::string_view whole,
                                   std::string_view said);

}  // namespace mash::access
