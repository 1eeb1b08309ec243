// SPDX-License-Identifier: MIT
// Writes and strictly reads the JSON objects of packages. Every member that is asked for must be
// there, be of its kind and within its limit, and no other may be. Faults name the member, never
// its value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/base/sensitive.h"
#include "mash/base/time.h"
#include "mash/json/value.h"

namespace mash::packages {

// In bytes of UTF-8. Generous against what the forms allow, so that only hostile senders meet them.
inline constexpr std::size_t k_line = 2'000;
inline constexpr std::size_t k_words = 100'000;
inline constexpr std::size_t k_list = 200;

class ObjectReader {
 public:
  // `object` must outlive the reader. `path` is put before the names in faults: "people/0/".
  explicit ObjectReader(const json::Value& object, std::string path = "");

  // For members that may be missing: none is, unless asked here first.
  [[nodiscard]] bool has(std::string_view name) const;
  std::string text(std::string_view name, std::size_t limit = k_line);
  Sensitive sensitive(std::string_view name, std::size_t limit = k_line);
  // One of `codes`.
  std::string code(std::string_view name, std::span<const std::string_view> codes);
  std::vector<std::string> code_list(std::string_view name,
                                     std::span<const std::string_view> codes);
  std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most);
  bool flag(std::string_view name);
  UtcTime time(std::string_view name);
  Bytes bytes(std::string_view name, std::size_t limit);
  // Must be there and well formed.
  template <class T>  // an Id<> or Code<>
  T id(std::string_view name) {
    auto value = T::parse(text(name));
    if (!value) {
      fault(name, "is no id");
      return T{};
    }
    return *std::move(value);
  }
  template <class T, class F>  // T each(ObjectReader&)
  std::vector<T> list(std::string_view name, std::size_t limit, F&& each) {
    std::vector<T> out;
    const json::Array* items = array(name, limit);
    if (items == nullptr) return out;
    for (std::size_t i = 0; i < items->size() && faults_.empty(); ++i) {
      ObjectReader item((*items)[i], path_ + std::string(name) + "/" + std::to_string(i) + "/");
      out.push_back(each(item));
      item.close();
      faults_.insert(faults_.end(), item.faults_.begin(), item.faults_.end());
    }
    return out;
  }

  void fault(std::string_view name, std::string_view what);
  // Faults members that nobody asked for. The error, if anything was wrong.
  std::optional<Error> finish();

 private:
  const json::Value* member(std::string_view name);
  const json::Array* array(std::string_view name, std::size_t limit);
  void close();

  const json::Value& object_;
  std::string path_;
  std::size_t asked_ = 0;
  std::vector<Fault> faults_;
};

// {"package": kind, ...members}: the kind is checked again on reading, so that no package is taken
// for another.
Bytes encode_object(std::string_view kind, json::Object members);
// At most `limit` bytes of JSON with that "package"; the member itself is taken out.
Result<json::Value> parse_object(ByteView bytes, std::string_view kind, std::size_t limit);

}  // namespace mash::packages
