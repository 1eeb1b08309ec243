// SPDX-License-Identifier: MIT
#include "leak_check.h"

#include <algorithm>
#include <vector>

namespace mash::product {

namespace {

constexpr std::size_t k_run = 4;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view text) {
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

}  // namespace

std::string shared_words(std::string_view kept, std::string_view leaving) {
  const auto mine = words_of(kept);
  const auto theirs = words_of(leaving);
  const std::size_t run = std::min(k_run, mine.size());
  if (run < 2) return "";
  for (auto at = mine.begin(); mine.end() - at >= static_cast<std::ptrdiff_t>(run); ++at) {
    const auto end = at + static_cast<std::ptrdiff_t>(run);
    if (std::search(theirs.begin(), theirs.end(), at, end) == theirs.end()) continue;
    std::string out;
    for (auto word = at; word != end; ++word) out += (word == at ? "" : " ") + *word;
    return out;
  }
  return "";
}

}  // namespace mash::product
