// SPDX-License-Identifier: MIT
// The words of a Word document (ECMA-376 part 1, 17): its body, paragraph by paragraph. Not its
// pictures, notes, comments, headers, nor what was struck out under "track changes".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mash::render {

struct Words {
  std::string lines;  // a paragraph each; UTF-8
  bool cut = false;
};
// Nothing: unsound, encrypted, or larger than the limits (bounds.h).
std::optional<Words> words_of_docx(std::string_view bytes);
// Of word/document.xml itself.
std::optional<Words> words_of_document(std::string_view xml);

}  // namespace mash::render
