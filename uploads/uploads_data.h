// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::uploads {

// The text of data/uploads.json, embedded at build.
std::string_view uploads_data();

}  // namespace mash::uploads
