// SPDX-License-Identifier: MIT
// What an authenticator app does with its secret.
#pragma once

#include "mash/crypto/crypto.h"

namespace mash::support {

// RFC 4648, no padding.
inline Bytes from_base32(std::string_view text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  Bytes out;
  unsigned buffer = 0;
  unsigned bits = 0;
  for (const char ch : text) {
    buffer = (buffer << 5U) | static_cast<unsigned>(alphabet.find(ch));
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<std::uint8_t>(buffer >> bits));
  }
  return out;
}

inline std::string authenticator_code(std::string_view totp_secret, UtcTime at) {
  return crypto::totp(from_base32(totp_secret), at);
}

}  // namespace mash::support
