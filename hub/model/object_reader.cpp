// SPDX-License-Identifier: MIT
#include "object_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mash/base/assert.h"

namespace mash::model {

namespace {

bool is_plain_name(std::string_view key) {
  return !key.empty() && key.size() <= 40 && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

ObjectReader::ObjectReader(const json::Value& value, std::string path, Faults& faults,
                           std::initializer_list<std::string_view> members)
    : value_(value), path_(std::move(path)), faults_(faults) {
  const json::Object* object = value.as_object();
  if (object == nullptr) {
    fault("", "an object must stand here");
    return;
  }
  if (members.size() == 0) return;
  for (const auto& [key, unused] : *object) {
    if (std::find(members.begin(), members.end(), key) != members.end()) continue;
    // A misspelt member would silently change what a rule means, so none is passed over.
    fault("", is_plain_name(key) ? fmt::format("there is no member \"{}\" here", key)
                                 : "a member here is not known");
  }
}

std::string ObjectReader::path(std::string_view key) const {
  if (key.empty()) return path_.empty() ? "file" : path_;
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

std::string ObjectReader::path(std::string_view key, std::size_t index) const {
  return fmt::format("{}[{}]", path(key), index);
}

void ObjectReader::fault(std::string_view key, std::string message) {
  faults_.push_back({path(key), std::move(message)});
}

bool ObjectReader::has(std::string_view key) const {
  return !value_[key].is_null();
}

std::string ObjectReader::text(std::string_view key) {
  const std::string* text = value_[key].as_string();
  if (text != nullptr && !text->empty()) return *text;
  fault(key, "text must stand here");
  return "";
}

std::string ObjectReader::text_or_empty(std::string_view key) {
  const json::Value& member = value_[key];
  if (member.is_null()) return "";
  if (const std::string* text = member.as_string()) return *text;
  fault(key, "this must be text or left out");
  return "";
}

int ObjectReader::number(std::string_view key, int lowest, int highest) {
  const std::int64_t* number = value_[key].as_int();
  if (number != nullptr && *number >= lowest && *number <= highest) {
    return static_cast<int>(*number);
  }
  fault(key, fmt::format("a whole number from {} to {} must stand here", lowest, highest));
  return lowest;
}

bool ObjectReader::flag(std::string_view key) {
  if (const bool* flag = value_[key].as_bool()) return *flag;
  fault(key, "true or false must stand here");
  return false;
}

bool ObjectReader::flag_or(std::string_view key, bool otherwise) {
  const json::Value& member = value_[key];
  if (member.is_null()) return otherwise;
  if (const bool* flag = member.as_bool()) return *flag;
  fault(key, "this must be true, false or left out");
  return otherwise;
}

LocalDate ObjectReader::date(std::string_view key) {
  const std::string* text = value_[key].as_string();
  if (text != nullptr) {
    if (const auto date = LocalDate::parse(*text)) return *date;
  }
  fault(key, "a date as 2026-11-24 must stand here");
  return {};
}

const json::Array& ObjectReader::list(std::string_view key) {
  static const json::Array k_none;
  if (const json::Array* array = value_[key].as_array()) return *array;
  fault(key, "a list must stand here");
  return k_none;
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  std::vector<std::string> all;
  for (const json::Value& each : list(key)) {
    const std::string* text = each.as_string();
    if (text != nullptr && !text->empty()) {
      all.push_back(*text);
    } else {
      fault(key, "each entry must be text");
    }
  }
  return all;
}

Error faulty_file(Faults faults) {
  MASH_ASSERT(!faults.empty());
  std::string message = fmt::format("{}: {}", faults.front().field, faults.front().message);
  return Error{ErrorCode::invalid_input, std::move(message), std::move(faults)};
}

}  // namespace mash::model
