// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "mash/base/bytes.h"

namespace mash::passkey {

// The alphabet that is safe in addresses, without padding (RFC 4648 section 5), as browsers write
// what belongs to a passkey. The decoder is strict: each text is of one sequence of bytes alone.
std::string base64url(ByteView bytes);
Result<Bytes> from_base64url(std::string_view text);

}  // namespace mash::passkey
