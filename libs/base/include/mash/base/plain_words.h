// SPDX-License-Identifier: MIT
// A text as the words in it, for comparing what two texts say: without case (of a to z) and
// punctuation. What not: languages, spelling. Pure. Cost: linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mash {

// Letters and digits in a row are a word, and so is every byte beyond ASCII.
std::vector<std::string> plain_words(std::string_view text);
// Do these words stand in `text` in a row? False where `words` is empty.
bool has_run(const std::vector<std::string>& text, const std::vector<std::string>& words);

}  // namespace mash
