// SPDX-License-Identifier: MIT
// One table for each enumeration of the domain: its stored code and the words pages show.
//
//   enum class Sex { male, female, unknown };
//   template <>
//   inline constexpr auto k_words<Sex> = std::to_array<Word<Sex>>({
//       {Sex::male, "M", "Male"}, {Sex::female, "F", "Female"}, {Sex::unknown, "U", "Not known"}});
//   code_of(Sex::male) == "M";  words_of(Sex::male) == "Male";  from_code<Sex>("M") == Sex::male
//
// Codes stand in forms, columns and JSON: never change or reuse one. Words may be improved at any
// time. A table that is out of order, or repeats or leaves out a code, does not compile.
// Thread safety: constants and pure functions. Cost: `code_of` and `words_of` are one look-up,
// `from_code` is linear in the table (at most 31 rows).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "mash/base/result.h"

namespace mash::model {

template <class E>
struct Word {
  E value;
  std::string_view code;
  std::string_view words;
};

// The table of E in the order of its enumerators; iterate it to fill a list on a form.
template <class E>
inline constexpr std::nullptr_t k_words = nullptr;

template <class E>
concept Coded =
    std::is_enum_v<E> && !std::is_same_v<std::remove_cv_t<decltype(k_words<E>)>, std::nullptr_t>;

template <Coded E>
consteval bool is_well_formed_table() {
  const auto& table = k_words<E>;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].value) != i) return false;
    if (table[i].code.empty() || table[i].words.empty()) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (table[j].code == table[i].code) return false;
    }
  }
  return true;
}

template <Coded E>
constexpr const Word<E>& word_of(E value) {
  static_assert(is_well_formed_table<E>());
  return k_words<E>[static_cast<std::size_t>(value)];
}

// What is stored and sent.
template <Coded E>
constexpr std::string_view code_of(E value) {
  return word_of(value).code;
}

// What a page shows.
template <Coded E>
constexpr std::string_view words_of(E value) {
  return word_of(value).words;
}

// The value of a code, exactly as stored (upper and lower case matter), or nothing.
template <Coded E>
constexpr std::optional<E> from_code(std::string_view code) {
  for (const Word<E>& word : k_words<E>) {
    if (word.code == code) return word.value;
  }
  return std::nullopt;
}

// The same for input: the error is invalid_input at `field` and does not repeat the code.
template <Coded E>
Result<E> parse(std::string_view code, std::string_view field) {
  if (const auto value = from_code<E>(code)) return *value;
  return invalid(std::string(field), "Choose one from the list");
}

// "WALL_HOURS, WORKING_HOURS, ...", for messages about files.
template <Coded E>
std::string all_codes() {
  std::string text;
  for (const Word<E>& word : k_words<E>) {
    if (!text.empty()) text += ", ";
    text += word.code;
  }
  return text;
}

}  // namespace mash::model
