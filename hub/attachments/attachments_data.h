// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace mash::attachments {

// The text of data/attachments.json, embedded at build.
std::string_view attachments_data();

}  // namespace mash::attachments
