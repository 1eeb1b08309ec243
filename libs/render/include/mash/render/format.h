// SPDX-License-Identifier: MIT
// What a file is, by its own first bytes: neither its name nor what a sender claims is believed.
// What not: whether it is sound; that shows when it is rendered (renderer.h), apart from
// everything. Thread safety: pure. Cost: linear at most.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mash::render {

enum class Format { jpeg, png, pdf, docx };

// Nothing: not a kind that is taken in. A file that is two kinds at once counts as the one that it
// begins as; nothing but what is drawn from it is ever shown, so the other kind gains nothing.
std::optional<Format> format_of(std::string_view bytes);
// Under which name it is kept: one that ends as another kind, or as none, gets the ending of what
// it is behind its own, so that nobody takes it for something else. No name stays none.
std::string name_as(Format format, std::string name);
// "jpeg", as in the arguments of the child.
std::string_view code_of(Format format);
// "a photograph or picture", "a PDF", "a Word document".
std::string_view words_of(Format format);

}  // namespace mash::render
