// SPDX-License-Identifier: MIT
#include "mash/people/postcode.h"

#include <string>

namespace mash::people {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string upper_without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

}  // namespace

bool is_postcode(std::string_view text) {
  const std::string code = upper_without_spaces(text);
  if (code == "GIR0AA") return true;
  if (code.size() < 5 || code.size() > 7) return false;
  const std::string_view inward = std::string_view(code).substr(code.size() - 3);
  std::string_view outward = std::string_view(code).substr(0, code.size() - 3);
  if (!is_digit(inward[0]) || !is_upper(inward[1]) || !is_upper(inward[2])) return false;
  if (!is_upper(outward[0])) return false;
  outward.remove_prefix(is_upper(outward[1]) ? 2 : 1);
  if (outward.empty() || outward.size() > 2 || !is_digit(outward[0])) return false;
  return outward.size() == 1 || is_digit(outward[1]) || is_upper(outward[1]);
}

}  // namespace mash::people
