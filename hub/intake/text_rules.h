// SPDX-License-Identifier: MIT
// What can be told about a text without knowing its column: encoding, spaces, characters that hide
// or mislead, and text that would be dangerous elsewhere. Nothing is ever changed but encoding and
// surrounding spaces. Thread safety: pure functions. Cost: linear in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/base/text.h"
#include "mash/intake/import_fault.h"

namespace mash::intake {

// Every byte becomes a character; the five that Windows leaves undefined become C1 controls, as in
// the WHATWG Encoding Standard.
std::string from_windows_1252(std::string_view bytes);

// Without white space at both ends, U+00A0 and other Unicode spaces included. UTF-8 only.
std::string_view trimmed(std::string_view text);
// Without white space of any kind.
std::string without_spaces(std::string_view text);
// For comparing: case, width, spaces and composition of characters no longer differ
// (NFKC_Casefold).
std::string folded(std::string_view utf8);

// The fault of control characters that nobody types (mash/base/text.h), if there are any.
std::optional<ImportFault> fault_of_controls(std::string_view utf8);
// The first fault that the characters of a cell show, in the order of importance.
std::optional<ImportFault> fault_of_text(std::string_view utf8, bool is_narrative);

}  // namespace mash::intake
