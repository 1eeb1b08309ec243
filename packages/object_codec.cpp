// SPDX-License-Identifier: MIT
#include "object_codec.h"

#include <algorithm>

namespace mash::packages {

ObjectReader::ObjectReader(const json::Value& object, std::string path)
    : object_(object), path_(std::move(path)) {
  if (object.as_object() == nullptr) fault("", "must be an object");
}

void ObjectReader::fault(std::string_view name, std::string_view what) {
  const std::string field = path_ + std::string(name);
  faults_.push_back({field, field + " " + std::string(what)});
}

const json::Value* ObjectReader::member(std::string_view name) {
  const auto* members = object_.as_object();
  if (members == nullptr) return nullptr;
  ++asked_;
  const auto found = std::find_if(members->begin(), members->end(),
                                  [name](const auto& each) { return each.first == name; });
  if (found != members->end()) return &found->second;
  fault(name, "is missing");
  return nullptr;
}

bool ObjectReader::has(std::string_view name) const {
  const auto* members = object_.as_object();
  return members != nullptr && std::any_of(members->begin(), members->end(),
                                           [name](const auto& m) { return m.first == name; });
}

std::string ObjectReader::text(std::string_view name, std::size_t limit) {
  const json::Value* value = member(name);
  if (value == nullptr) return {};
  const std::string* text = value->as_string();
  if (text == nullptr) {
    fault(name, "must be a text");
  } else if (text->size() > limit) {
    fault(name, "is too long");
  } else if (text->find('\0') != std::string::npos) {
    fault(name, "must not hold the character NUL");
  } else {
    return *text;
  }
  return {};
}

Sensitive ObjectReader::sensitive(std::string_view name, std::size_t limit) {
  return Sensitive(text(name, limit));
}

std::string ObjectReader::code(std::string_view name, std::span<const std::string_view> codes) {
  std::string value = text(name);
  if (std::find(codes.begin(), codes.end(), value) == codes.end()) fault(name, "is no known code");
  return value;
}

std::vector<std::string> ObjectReader::code_list(std::string_view name,
                                                 std::span<const std::string_view> codes) {
  std::vector<std::string> out;
  const json::Array* items = array(name, codes.size());
  if (items == nullptr) return out;
  for (const json::Value& item : *items) {
    const std::string* code = item.as_string();
    if (code == nullptr || std::find(codes.begin(), codes.end(), *code) == codes.end() ||
        std::find(out.begin(), out.end(), *code) != out.end()) {
      fault(name, "must hold known codes, each once");
      break;
    }
    out.push_back(*code);
  }
  return out;
}

std::int64_t ObjectReader::number(std::string_view name, std::int64_t least, std::int64_t most) {
  const json::Value* value = member(name);
  if (value == nullptr) return least;
  const std::int64_t* number = value->as_int();
  if (number != nullptr && *number >= least && *number <= most) return *number;
  fault(name, "must be a whole number in its range");
  return least;
}

bool ObjectReader::flag(std::string_view name) {
  const json::Value* value = member(name);
  if (value == nullptr) return false;
  if (const bool* flag = value->as_bool()) return *flag;
  fault(name, "must be true or false");
  return false;
}

UtcTime ObjectReader::time(std::string_view name) {
  // Up to the year 9999.
  return UtcTime{number(name, 0, 253'402'300'799'999'999)};
}

Bytes ObjectReader::bytes(std::string_view name, std::size_t limit) {
  auto value = from_base64(text(name, (limit + 2) / 3 * 4));
  if (value) return *std::move(value);
  fault(name, "must be base64");
  return {};
}

const json::Array* ObjectReader::array(std::string_view name, std::size_t limit) {
  const json::Value* value = member(name);
  if (value == nullptr) return nullptr;
  const json::Array* items = value->as_array();
  if (items == nullptr) {
    fault(name, "must be a list");
  } else if (items->size() > limit) {
    fault(name, "has too many entries");
    return nullptr;
  }
  return items;
}

void ObjectReader::close() {
  // Names are unique (json::parse) and each was found, so another number means others are there.
  const auto* members = object_.as_object();
  if (faults_.empty() && members != nullptr && members->size() != asked_) {
    fault("", "has a member that is not known");
  }
}

std::optional<Error> ObjectReader::finish() {
  close();
  if (faults_.empty()) return std::nullopt;
  return Error{ErrorCode::invalid_input, "The package is not well formed", std::move(faults_)};
}

Bytes encode_object(std::string_view kind, json::Object members) {
  members.insert(members.begin(), {"package", kind});
  std::string text = json::encode(json::Value(std::move(members)));
  Bytes out = to_bytes(text);
  wipe(text);
  return out;
}

Result<json::Value> parse_object(ByteView bytes, std::string_view kind, std::size_t limit) {
  if (bytes.size() > limit) {
    return Error{ErrorCode::too_large, "The package is too large", {}};
  }
  std::string text = to_text(bytes);
  auto value = json::parse(text);
  wipe(text);
  if (!value) return std::move(value).error();
  auto* members = value->as_object();
  if (members == nullptr || members->empty() || members->front().first != "package" ||
      members->front().second != json::Value(kind)) {
    return invalid("package", "This is not a package of the kind that is expected");
  }
  members->erase(members->begin());
  return *std::move(value);
}

}  // namespace mash::packages
