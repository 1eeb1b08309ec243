// SPDX-License-Identifier: MIT
#include "settings_section.h"

namespace mash::server {

Result<void> Section::only(const std::set<std::string, std::less<>>& known) const {
  const auto* members = value_.as_object();
  if (members == nullptr) return invalid(name_, "Give an object");
  for (const auto& [name, value] : *members) {
    if (!known.contains(name)) return invalid(at(name), "There is no such member");
  }
  return {};
}

Result<std::string> Section::text(const std::string& member) const {
  std::string text = value_.text(member);
  if (text.empty()) return invalid(at(member), "Give a text");
  return text;
}

Result<std::vector<std::string>> Section::texts(const std::string& member) const {
  std::vector<std::string> out;
  if (value_[member].is_null()) return out;
  const auto* list = value_[member].as_array();
  if (list == nullptr) return invalid(at(member), "Give a list of texts");
  for (const auto& item : *list) {
    const auto* text = item.as_string();
    if (text == nullptr || text->empty()) return invalid(at(member), "Give a list of texts");
    out.push_back(*text);
  }
  return out;
}

Result<Sensitive> Section::secret(const std::string& member) const {
  MASH_TRY(const std::string name, text(member));
  auto file = read_file(folder_ / name);
  if (!file) return invalid(at(member), "There is no such file");
  while (file->ends_with('\n') || file->ends_with('\r')) file->pop_back();
  if (file->empty()) return invalid(at(member), "The file is empty");
  return Sensitive(*std::move(file));
}

Result<std::string> Section::authorities() const {
  const std::string name = or_empty("ca_file");
  if (name.empty()) return name;
  const Path file = folder_ / name;
  if (!read_file(file)) return invalid(at("ca_file"), "There is no such file");
  return file.string();
}

}  // namespace mash::server
