// SPDX-License-Identifier: MIT
#include "leak_check.h"

#include <algorithm>
#include <vector>

#include "mash/base/plain_words.h"

namespace mash::product {

namespace {

constexpr std::size_t k_run = 4;

}  // namespace

std::string shared_words(std::string_view kept, std::string_view leaving) {
  const auto mine = plain_words(kept);
  const auto theirs = plain_words(leaving);
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
