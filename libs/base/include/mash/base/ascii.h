// SPDX-License-Identifier: MIT
// Letters A to Z, whatever the language of the machine: for names of headers, columns and codes.
// What not: names of people (hub/people, libs/linkage). Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace mash {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

}  // namespace mash
