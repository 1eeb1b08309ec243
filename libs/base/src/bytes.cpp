// SPDX-License-Identifier: MIT
#include "mash/base/bytes.h"

#include <array>

namespace mash {

ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
Bytes to_bytes(std::string_view text) {
  return {text.begin(), text.end()};
}
std::string to_text(ByteView bytes) {
  return {bytes.begin(), bytes.end()};
}

std::string hex(ByteView bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) {
    out += digits[b >> 4U];
    out += digits[b & 15U];
  }
  return out;
}

namespace {
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
constexpr std::string_view k_base64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}  // namespace

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return invalid("hex", "An even number of hexadecimal digits");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return invalid("hex", "Hexadecimal digits only");
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = bytes.size() - i;
    std::uint32_t v = std::uint32_t{bytes[i]} << 16U;
    if (left > 1) v |= std::uint32_t{bytes[i + 1]} << 8U;
    if (left > 2) v |= bytes[i + 2];
    out += k_base64[v >> 18U];
    out += k_base64[(v >> 12U) & 63U];
    out += left > 1 ? k_base64[(v >> 6U) & 63U] : '=';
    out += left > 2 ? k_base64[v & 63U] : '=';
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  const Error bad = invalid("base64", "Base 64 with padding");
  if (text.size() % 4 != 0) return bad;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t v = 0;
    std::size_t pad = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const char c = text[i + k];
      if (c == '=' && i + 4 == text.size() && k >= 2) {
        ++pad;
        v <<= 6U;
        continue;
      }
      const auto at = k_base64.find(c);
      if (pad > 0 || at == std::string_view::npos) return bad;
      v = (v << 6U) | static_cast<std::uint32_t>(at);
    }
    if ((pad == 1 && (v & 0xFFU) != 0) || (pad == 2 && (v & 0xFFFFU) != 0)) return bad;
    out.push_back(static_cast<std::uint8_t>(v >> 16U));
    if (pad < 2) out.push_back(static_cast<std::uint8_t>(v >> 8U));
    if (pad < 1) out.push_back(static_cast<std::uint8_t>(v));
  }
  return out;
}

}  // namespace mash
