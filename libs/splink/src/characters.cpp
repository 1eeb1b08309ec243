// SPDX-License-Identifier: MIT
#include "characters.h"

namespace mash::splink {

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t k) {
      return static_cast<char32_t>(static_cast<unsigned char>(utf8[k]));
    };
    const char32_t b = byte(i);
    const std::size_t n = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
    char32_t point = n == 0 ? b : b & (0x3FU >> n);
    bool whole = i + n < utf8.size();
    for (std::size_t k = 1; whole && k <= n; ++k) {
      whole = (byte(i + k) & 0xC0U) == 0x80U;
      point = point << 6U | (byte(i + k) & 0x3FU);
    }
    out += whole ? point : b;
    i += whole ? n + 1 : 1;
  }
  return out;
}

std::string to_utf8(std::u32string_view points) {
  std::string out;
  for (const char32_t p : points) {
    if (p < 0x80) {
      out += static_cast<char>(p);
    } else if (p < 0x800) {
      out += static_cast<char>(0xC0U | p >> 6U);
      out += static_cast<char>(0x80U | (p & 0x3FU));
    } else if (p < 0x10000) {
      out += static_cast<char>(0xE0U | p >> 12U);
      out += static_cast<char>(0x80U | (p >> 6U & 0x3FU));
      out += static_cast<char>(0x80U | (p & 0x3FU));
    } else {
      out += static_cast<char>(0xF0U | (p >> 18U & 7U));
      out += static_cast<char>(0x80U | (p >> 12U & 0x3FU));
      out += static_cast<char>(0x80U | (p >> 6U & 0x3FU));
      out += static_cast<char>(0x80U | (p & 0x3FU));
    }
  }
  return out;
}

}  // namespace mash::splink
