// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::render {

// How a camera was held: 1 to 8, the Orientation (0x0112) of the first Exif block of a JPEG; 1
// where there is none or it is unsound. Source: Exif 2.32, 4.6.4; TIFF 6.0, page 36.
int orientation_of(std::string_view jpeg);

}  // namespace mash::render
