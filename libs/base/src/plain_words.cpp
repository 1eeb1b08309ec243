// SPDX-License-Identifier: MIT
#include "mash/base/plain_words.h"

#include <algorithm>

namespace mash {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> out;
  bool inside = false;
  for (const char c : text) {
    if (!is_word(c)) {
      inside = false;
      continue;
    }
    if (!inside) out.emplace_back();
    inside = true;
    out.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

bool has_run(const std::vector<std::string>& text, const std::vector<std::string>& words) {
  return !words.empty() && !std::ranges::search(text, words).empty();
}

}  // namespace mash
