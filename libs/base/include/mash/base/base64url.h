// SPDX-License-Identifier: MIT
// Base 64 as it stands in addresses and tokens: RFC 4648, section 5, without padding.
// Errors: invalid_input; the decoder is strict, each text is of one sequence of bytes alone.
// Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "mash/base/bytes.h"

namespace mash {

std::string base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace mash
