// SPDX-License-Identifier: MIT
#include "mash/base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace mash {

namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;  // in bytes; 0: not UTF-8
};

std::uint32_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

Character character_at(std::string_view text, std::size_t i) {
  const std::uint32_t first = byte_at(text, i);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4U : first >= 0xE0 ? 3U : 2U;
  if (first < 0xC2 || first > 0xF4 || text.size() - i < length) return {};
  std::uint32_t code = first & (0x7FU >> length);
  for (std::size_t k = 1; k < length; ++k) {
    const std::uint32_t next = byte_at(text, i + k);
    if ((next & 0xC0U) != 0x80) return {};
    code = (code << 6U) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {code, length};
}

// Tab, line feed, carriage return: what a keyboard gives.
bool is_typed_space(std::uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r';
}
// Ends a line or a word for whoever shows it: \v, \f, NEL and the separators too.
bool parts_words(std::uint32_t c) {
  return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool is_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x061C ||
         c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// Calls f(code, bytes) for each character; what is not UTF-8 goes byte by byte, as a code that is
// no control character.
template <class F>
void for_each_character(std::string_view text, F f) {
  constexpr std::uint32_t k_none = 0xFFFF'FFFF;
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    const std::size_t length = std::max<std::size_t>(c.length, 1);
    f(c.length == 0 ? k_none : c.code, text.substr(i, length));
    i += length;
  }
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_at(text, i).length;
    if (length == 0) return false;
    i += length;
  }
  return true;
}

// Continuation bytes do not count.
std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool has_controls(std::string_view utf8) {
  bool found = false;
  for_each_character(utf8, [&](std::uint32_t c, std::string_view) { found |= is_control(c); });
  return found;
}

bool has_unseen_controls(std::string_view utf8) {
  bool found = false;
  for_each_character(utf8, [&](std::uint32_t c, std::string_view) {
    found |= is_control(c) && !is_typed_space(c);
  });
  return found;
}

std::string one_line(std::string_view utf8) {
  if (!has_controls(utf8)) return std::string(utf8);
  std::string out;
  for_each_character(utf8, [&](std::uint32_t c, std::string_view bytes) {
    if (parts_words(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (!is_control(c)) {
      out += bytes;
    }
  });
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string marked(std::string_view utf8) {
  std::string out;
  for_each_character(utf8, [&](std::uint32_t c, std::string_view bytes) {
    if (is_control(c) && !is_typed_space(c)) {
      out += fmt::format("[U+{:04X}]", c);
    } else {
      out += bytes;
    }
  });
  return out;
}

}  // namespace mash
