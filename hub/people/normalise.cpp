// SPDX-License-Identifier: MIT
#include "normalise.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace mash::people {

namespace {

bool is_kept(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// Latin-ASCII last, so that the letters that transliteration makes lose their accents too. Each
// thread has its own: not every part of a transliterator may be used by two at once.
const icu::Transliterator& to_ascii() {
  thread_local const std::unique_ptr<icu::Transliterator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> t(icu::Transliterator::createInstance(
        "Any-Latin; NFKD; [:Mn:] Remove; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0 || !t) throw std::runtime_error("ICU has no transliteration data");
    return t;
  }();
  return *made;
}

}  // namespace

std::string lower_ascii(std::string_view utf8) {
  const bool ascii = std::ranges::all_of(utf8, [](char c) { return (c & '\x80') == 0; });
  std::string out;
  if (ascii) {
    out = utf8;
  } else {
    auto text = icu::UnicodeString::fromUTF8(utf8);
    text.foldCase();
    to_ascii().transliterate(text);
    text.toUTF8String(out);
  }
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string fold(std::string_view utf8) {
  std::string out = lower_ascii(utf8);
  std::erase_if(out, [](char c) { return !is_kept(c); });
  return out;
}

}  // namespace mash::people
