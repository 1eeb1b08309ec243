// SPDX-License-Identifier: MIT
// Reads the members of one JSON object of a configuration file and gathers every fault with the
// path of its member, so that an administrator can mend a file in one go. A value that is missing
// or wrong reads as an empty one; the caller throws its result away when there are faults.
// What not: no fault repeats a value of the file.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/json/value.h"
#include "mash/model/coded.h"

namespace mash::model {

using Faults = std::vector<Fault>;

class ObjectReader {
 public:
  // Both must outlive the reader. `members` names all that may stand in the object; none named
  // means that others are passed over.
  ObjectReader(const json::Value& value, std::string path, Faults& faults,
               std::initializer_list<std::string_view> members);

  // Must be there: text that is not empty, a whole number in a range, a date, true or false, a
  // code, a word.
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] int number(std::string_view key, int lowest, int highest);
  [[nodiscard]] LocalDate date(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key);
  template <class CodeType>
  [[nodiscard]] CodeType code(std::string_view key) {
    return to_code<CodeType>(key, text(key));
  }
  template <Coded E>
  [[nodiscard]] E word(std::string_view key) {
    return to_word<E>(key, text(key));
  }

  // May be left out (or null).
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::string text_or_empty(std::string_view key);
  [[nodiscard]] bool flag_or(std::string_view key, bool otherwise);
  template <class CodeType>
  [[nodiscard]] CodeType code_or_empty(std::string_view key) {
    return has(key) ? code<CodeType>(key) : CodeType();
  }

  // Lists and objects. An absent list is a fault, an empty one is not.
  [[nodiscard]] const json::Array& list(std::string_view key);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  template <class CodeType>
  [[nodiscard]] std::vector<CodeType> codes(std::string_view key) {
    std::vector<CodeType> all;
    for (const std::string& each : texts(key)) all.push_back(to_code<CodeType>(key, each));
    return all;
  }
  template <Coded E>
  [[nodiscard]] std::vector<E> words(std::string_view key) {
    std::vector<E> all;
    for (const std::string& each : texts(key)) all.push_back(to_word<E>(key, each));
    return all;
  }
  [[nodiscard]] const json::Value& value(std::string_view key) const { return value_[key]; }

  [[nodiscard]] std::string path(std::string_view key) const;
  [[nodiscard]] std::string path(std::string_view key, std::size_t index) const;
  void fault(std::string_view key, std::string message);  // an empty key: the object itself

 private:
  template <class CodeType>
  CodeType to_code(std::string_view key, const std::string& text) {
    auto id = CodeType::parse(text);
    if (id) return *std::move(id);
    if (!text.empty()) fault(key, "use lower case letters, digits and hyphens, at most 40");
    return CodeType();
  }
  template <Coded E>
  E to_word(std::string_view key, const std::string& text) {
    const auto found = from_code<E>(text);
    if (!found && !text.empty()) fault(key, "use one of " + all_codes<E>());
    return found.value_or(E{});
  }

  const json::Value& value_;
  std::string path_;
  Faults& faults_;
};

// The error of a faulty file: its message is the first fault with its member.
Error faulty_file(Faults faults);

}  // namespace mash::model
