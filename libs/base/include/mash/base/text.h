// SPDX-License-Identifier: MIT
// Text as characters: what UTF-8 is, and the characters that nobody sees but that act on what
// stands around them. What not: what letters mean (libs/linkage, hub/intake). Thread safety: pure
// functions. Cost: linear in the text.
#pragma once

#include <string>
#include <string_view>

namespace mash {

// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629).
bool is_utf8(std::string_view text);
std::size_t count_characters(std::string_view utf8);

// Control characters are those of ISO 6429 (C0, DEL, C1), the two separators of Unicode, and those
// that change the reading order (Unicode's Bidi_Control). What joins or parts letters in Arabic,
// Persian and Indic names (ZWJ, ZWNJ) is spelling and none of them. Bytes that are not UTF-8 are
// none either.
bool has_controls(std::string_view utf8);
// Some that are no line break or tab: nobody types those.
bool has_unseen_controls(std::string_view utf8);
// As one line: line breaks and tabs are spaces, other control characters are left out. What has no
// control characters is not changed at all.
std::string one_line(std::string_view utf8);
// To be looked at: control characters stand as their number, "[U+202E]". Line breaks and tabs stay.
std::string marked(std::string_view utf8);

}  // namespace mash
