// SPDX-License-Identifier: MIT
#include "text_rules.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "mash/base/ascii.h"
#include "mash/base/assert.h"

namespace mash::intake {

namespace {

// Bytes 0x80 to 0x9F. Source: WHATWG Encoding Standard, index windows-1252.
constexpr std::array<char16_t, 32> k_windows_1252 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

// The next character at `i`, which moves behind it; negative if the bytes are not UTF-8.
UChar32 next_character(std::string_view text, std::size_t& i) {
  auto at = static_cast<std::int32_t>(i);
  UChar32 c = 0;
  U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  i = static_cast<std::size_t>(at);
  return c;
}
UChar32 last_character(std::string_view text, std::size_t& end) {
  auto at = static_cast<std::int32_t>(end);
  UChar32 c = 0;
  U8_PREV(text.data(), 0, at, c);
  end = static_cast<std::size_t>(at);
  return c;
}

bool is_joiner(UChar32 c) {
  return c == 0x200C || c == 0x200D;
}
bool is_zero_width(UChar32 c) {
  return c == 0x00AD || c == 0x180E || c == 0x200B || is_joiner(c) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}
bool is_combining_accent(UChar32 c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

// What a text has, by its characters.
struct Traits {
  bool zero_width = false;
  bool right_to_left = false;
  bool combining = false;
  bool outside_basic_plane = false;
};

Traits traits_of(std::string_view text) {
  Traits traits;
  UChar32 before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_character(text, i);
    if (c < 0x80) {
      before = c;
      continue;
    }
    std::size_t peek = i;
    const UChar32 after = i < text.size() ? next_character(text, peek) : 0;
    // Joiners between Arabic or Indic letters, or between emoji, are a part of the spelling.
    const bool spells = is_joiner(c) && before >= 0x0600 && after >= 0x0600;
    const UCharDirection direction = u_charDirection(c);
    traits.zero_width |= is_zero_width(c) && !spells;
    traits.right_to_left |= direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    traits.combining |= is_combining_accent(c);
    traits.outside_basic_plane |= c > 0xFFFF;
    before = c;
  }
  return traits;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "&amp;" or "&#39;", not the "&" of a company's name.
bool has_entity(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() &&
           (is_letter(text[end]) || text[end] == '#' || (text[end] >= '0' && text[end] <= '9'))) {
      ++end;
    }
    if (end - at >= 3 && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

// Tags, entities, script addresses and the brackets of template languages.
bool looks_like_markup(std::string_view lower) {
  for (std::size_t at = lower.find('<'); at != std::string_view::npos;
       at = lower.find('<', at + 1)) {
    if (at + 1 == lower.size()) break;
    const char next = lower[at + 1];
    if (is_letter(next) || has("/!?%", lower.substr(at + 1, 1))) return true;
  }
  return has_entity(lower) || has(lower, "javascript:") || has(lower, "{{") || has(lower, "{%") ||
         has(lower, "${") || has(lower, "#{");
}

// Two words side by side that open a database command.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> k_commands = {{
    {"drop", "table"},
    {"drop", "database"},
    {"drop", "schema"},
    {"alter", "table"},
    {"truncate", "table"},
    {"union", "select"},
    {"union all", "select"},
    {"delete", "from"},
    {"insert", "into"},
}};

// "update person set", "select name from": a verb, what it is about, and the second word.
bool has_sentence(std::string_view lower, std::string_view verb, std::string_view second,
                  std::size_t words_between) {
  for (std::size_t at = lower.find(verb); at != std::string_view::npos;
       at = lower.find(verb, at + 1)) {
    std::string_view rest = lower.substr(at + verb.size());
    for (std::size_t i = 0; i < words_between; ++i) {
      rest.remove_prefix(std::min(rest.find(' '), rest.size() - 1) + 1);
      if (rest.empty()) break;
      if (rest.starts_with(second)) return true;
    }
  }
  return false;
}

// English has "update", "union" and "drop" too: words count only beside the punctuation of SQL.
bool looks_like_sql(std::string_view lower) {
  if (has(lower, "'='") || has(lower, "\"=\"") || has(lower, "or 1=1")) return true;
  if (lower.ends_with("--") && lower.find_first_of("';") != std::string_view::npos) return true;
  if (!has(lower, "--") && !has(lower, "=") && !has(lower, "';") && !has(lower, "');") &&
      !lower.ends_with(';')) {
    return false;
  }
  return std::ranges::any_of(k_commands,
                             [&](const auto& command) {
                               const std::string verb(command.first);
                               return has(lower, verb + ' ' + std::string(command.second) + ' ');
                             }) ||
         has_sentence(lower, "update ", "set ", 1) || has_sentence(lower, "select ", "from ", 3);
}

// Line breaks and quoted words are everyday in a narrative. There it is worth a note only if they
// look as if another program had quoted the text: doubled quotes, CRLF, empty lines.
bool has_newlines_and_quotes(std::string_view text, bool is_narrative) {
  if (!has(text, "\"") || text.find_first_of("\r\n") == std::string_view::npos) return false;
  return !is_narrative || has(text, "\"\"") || has(text, "\r") || has(text, "\n\n");
}

}  // namespace

std::string from_windows_1252(std::string_view bytes) {
  icu::UnicodeString text(static_cast<std::int32_t>(bytes.size()), 0, 0);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    const bool mapped = value >= 0x80 && value < 0xA0;
    text.append(mapped ? k_windows_1252.at(value - 0x80U) : static_cast<char16_t>(value));
  }
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size() && u_isUWhiteSpace(next_character(text, i)) != 0;) {
    begin = i;
  }
  std::size_t end = text.size();
  for (std::size_t i = end; i > begin && u_isUWhiteSpace(last_character(text, i)) != 0;) end = i;
  return text.substr(begin, end - begin);
}

std::string without_spaces(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (u_isUWhiteSpace(next_character(text, i)) == 0) kept.append(text, begin, i - begin);
  }
  return kept;
}

std::string folded(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  MASH_ASSERT(U_SUCCESS(status));
  std::string result;
  const icu::StringPiece piece(utf8.data(), static_cast<std::int32_t>(utf8.size()));
  icu::StringByteSink<std::string> sink(&result);
  folder->normalizeUTF8(0, piece, sink, nullptr, status);
  MASH_ASSERT(U_SUCCESS(status));
  // One space for each run of white space.
  std::string spaced;
  for (const char c : result) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space) spaced += c;
    if (space && !spaced.empty() && spaced.back() != ' ') spaced += ' ';
  }
  if (spaced.ends_with(' ')) spaced.pop_back();
  return spaced;
}

std::optional<ImportFault> fault_of_controls(std::string_view utf8) {
  if (!has_unseen_controls(utf8)) return std::nullopt;
  for (std::size_t i = 0; i < utf8.size();) {
    if (u_hasBinaryProperty(next_character(utf8, i), UCHAR_BIDI_CONTROL) != 0) {
      return ImportFault::bidi_control_character;
    }
  }
  return ImportFault::control_character;
}

std::optional<ImportFault> fault_of_text(std::string_view utf8, bool is_narrative) {
  if (utf8.empty()) return std::nullopt;
  if (const auto fault = fault_of_controls(utf8)) return fault;
  const Traits traits = traits_of(utf8);
  if (traits.zero_width) return ImportFault::zero_width_character;
  if (std::string_view("=+-@").find(utf8.front()) != std::string_view::npos)
    return ImportFault::formula_like_cell;
  const std::string lower = ascii_lower(utf8);
  if (looks_like_markup(lower)) return ImportFault::markup_in_text;
  if (looks_like_sql(lower)) return ImportFault::sql_in_text;
  if (has_newlines_and_quotes(utf8, is_narrative)) return ImportFault::embedded_newline_and_quotes;
  if (traits.right_to_left) return ImportFault::right_to_left_text;
  if (traits.combining) return ImportFault::combining_characters;
  if (traits.outside_basic_plane) return ImportFault::characters_outside_the_basic_plane;
  return std::nullopt;
}

}  // namespace mash::intake
