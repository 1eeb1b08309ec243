// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/result.h"

namespace mash::json {

class Value;
using Array = std::vector<Value>;
// Members keep the order in which they were written.
using Object = std::vector<std::pair<std::string, Value>>;

// A JSON value with plain headers: Boost.JSON parses and writes it, in the .cpp only. Numbers are
// 64-bit integers or doubles; ids are text, never numbers. All of it is compiled once, in the .cpp:
// every page makes and drops thousands.
class Value {
 public:
  Value();
  Value(std::nullptr_t);  // NOLINT
  Value(bool b);          // NOLINT
  template <class I>
    requires(std::is_integral_v<I> && !std::is_same_v<I, bool>)
  Value(I n) : data_(static_cast<std::int64_t>(n)) {}  // NOLINT
  Value(double d);                                     // NOLINT
  Value(const char* s);                                // NOLINT
  Value(std::string_view s);                           // NOLINT
  Value(std::string s);                                // NOLINT
  Value(Array a);                                      // NOLINT
  Value(Object o);                                     // NOLINT
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  [[nodiscard]] const bool* as_bool() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* as_int() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const double* as_double() const { return std::get_if<double>(&data_); }
  [[nodiscard]] const std::string* as_string() const { return std::get_if<std::string>(&data_); }
  [[nodiscard]] const Array* as_array() const { return std::get_if<Array>(&data_); }
  [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&data_); }
  Object* as_object() { return std::get_if<Object>(&data_); }
  Array* as_array() { return std::get_if<Array>(&data_); }

  // The member of an object, or a null value. Cost: linear in the members.
  [[nodiscard]] const Value& operator[](std::string_view key) const;
  // The text, number or flag of a member, or what is given where it is absent or of another kind.
  [[nodiscard]] std::string text(std::string_view key, std::string_view otherwise = "") const;
  [[nodiscard]] std::int64_t number(std::string_view key, std::int64_t otherwise = 0) const;
  [[nodiscard]] bool flag(std::string_view key, bool otherwise = false) const;
  // Sets or replaces a member; the value must be an object or null (which becomes one).
  void set(std::string_view key, Value value);

  bool operator==(const Value& other) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

// Strict: UTF-8, no key twice, nothing after the value, no number beyond a double, depth at
// most 32. Errors: invalid_input with field "json" and the byte offset in the message, never the
// text.
Result<Value> parse(std::string_view text);

// Compact, members in their order. The same value always gives the same bytes.
std::string encode(const Value& value);
// The same with two spaces of indentation and a closing newline, for people and for git.
std::string encode_pretty(const Value& value);

}  // namespace mash::json
