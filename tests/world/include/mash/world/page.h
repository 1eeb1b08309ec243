// SPDX-License-Identifier: MIT
// What a person without scripts sees of a page: its forms, links and words. Reads the HTML that the
// product writes (attributes in double quotes); not a general parser. Pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mash::world {

// A form as the page offers it: hidden fields and whatever is filled in already. Nothing else is
// chosen. Names that the form does not have cannot be filled in: std::runtime_error.
struct Form {
  std::string action;
  bool multipart = false;
  std::set<std::string> names;
  std::set<std::string> files{};  // of the names: what takes the content of a file
  std::string file_name = "file.csv";
  std::vector<std::pair<std::string, std::string>> values;

  Form& set(const std::string& name, const std::string& value);  // in place of what stood there
  Form& tick(const std::string& name, const std::string& value);
  [[nodiscard]] std::string value(std::string_view name) const;
  [[nodiscard]] bool has(const std::string& name) const { return names.contains(name); }
};

// Only forms that are posted. One with a button that sends it elsewhere stands there for each
// place.
std::vector<Form> forms_of(std::string_view html);
// The values that radios or checkboxes of this name offer.
std::vector<std::string> choices_in(std::string_view html, std::string_view name);
std::vector<std::string> links_of(std::string_view html);
// Without tags and with entities decoded, white space collapsed.
std::string words_of(std::string_view html);

}  // namespace mash::world
