// SPDX-License-Identifier: MIT
#include "mash/base/id.h"

#include <algorithm>
#include <array>

namespace mash {

namespace {
constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t k_id_length = 26;
constexpr std::size_t k_code_length = 40;
}  // namespace

std::string new_id_text(Random& random) {
  std::array<std::uint8_t, 16> raw{};
  random.fill(raw);
  // 26 characters of 5 bits hold 130: the first carries 3 bits, the others 5.
  std::string out;
  out.reserve(k_id_length);
  unsigned buffer = 0;
  unsigned bits = 2;  // two leading zero bits
  for (const std::uint8_t b : raw) {
    buffer = (buffer << 8U) | b;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += k_alphabet[(buffer >> bits) & 31U];
    }
  }
  return out;
}

bool is_id_text(std::string_view text) {
  return text.size() == k_id_length && std::all_of(text.begin(), text.end(), [](char c) {
           return k_alphabet.find(c) != std::string_view::npos;
         });
}

bool is_code_text(std::string_view text) {
  return !text.empty() && text.size() <= k_code_length &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace mash
