// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::linkage_report {

// The report's look, for a style element: contrast of 4.5 for text and 3 for pictures, pictures
// that tell by shape as well as colour, narrow screens, forced colours, paper.
std::string_view style();

}  // namespace mash::linkage_report
