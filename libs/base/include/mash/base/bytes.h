// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Views the characters of `text` as bytes; valid as long as `text` is.
ByteView as_bytes(std::string_view text);
Bytes to_bytes(std::string_view text);
std::string to_text(ByteView bytes);

std::string hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// Standard alphabet with padding (RFC 4648 section 4); the decoder is strict.
std::string base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);

}  // namespace mash
