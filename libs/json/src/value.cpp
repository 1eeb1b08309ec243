// SPDX-License-Identifier: MIT
#include "mash/json/value.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <charconv>
#include <cmath>
#include <optional>

#include "keys.h"
#include "mash/base/assert.h"

namespace mash::json {

namespace {

const Value k_null;

// Builds our Value from Boost's event parser, which lets us refuse duplicate keys: the DOM parser
// silently keeps the last one, and two readers of one signed text could then differ.
struct Handler {
  static constexpr std::size_t max_object_size = 1'000'000;
  static constexpr std::size_t max_array_size = 10'000'000;
  static constexpr std::size_t max_key_size = 1'000;
  static constexpr std::size_t max_string_size = 64U * 1024 * 1024;
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  std::vector<Value> stack;
  std::vector<std::string> keys;
  std::string text;
  bool duplicate = false;
  std::optional<Value> result;

  bool add(Value v) {
    if (stack.empty()) {
      result = std::move(v);
      return true;
    }
    Value& top = stack.back();
    if (auto* array = top.as_array()) {
      array->push_back(std::move(v));
      return true;
    }
    top.as_object()->emplace_back(std::move(keys.back()), std::move(v));
    keys.pop_back();
    return true;
  }
  bool pop() {
    Value v = std::move(stack.back());
    stack.pop_back();
    return add(std::move(v));
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    stack.emplace_back(Object{});
    return true;
  }
  bool on_object_end(std::size_t, error_code& ec) {
    std::vector<std::string_view> names;
    for (const auto& member : *stack.back().as_object()) names.push_back(member.first);
    duplicate = any_twice(std::move(names));
    if (duplicate) ec = boost::json::error::syntax;
    return !duplicate && pop();
  }
  bool on_array_begin(error_code&) {
    stack.emplace_back(Array{});
    return true;
  }
  bool on_array_end(std::size_t, error_code&) { return pop(); }
  bool on_key_part(string_view s, std::size_t, error_code&) {
    text.append(s.data(), s.size());
    return true;
  }
  bool on_key(string_view s, std::size_t, error_code&) {
    text.append(s.data(), s.size());
    keys.push_back(std::move(text));
    text.clear();
    return true;
  }
  bool on_string_part(string_view s, std::size_t, error_code&) {
    text.append(s.data(), s.size());
    return true;
  }
  bool on_string(string_view s, std::size_t, error_code&) {
    text.append(s.data(), s.size());
    std::string whole = std::move(text);
    text.clear();
    return add(Value(std::move(whole)));
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t i, string_view, error_code&) { return add(Value(i)); }
  bool on_uint64(std::uint64_t u, string_view, error_code&) {
    return add(Value(static_cast<double>(u)));
  }
  // Boost's own reading is off by the last digit now and then; numbers come back exactly here.
  // One that is too large for a double would be written as what no reader takes.
  bool on_double(double d, string_view digits, error_code& ec) {
    double exact = 0;
    const auto [end, fault] = std::from_chars(digits.begin(), digits.end(), exact);
    const double number = fault == std::errc{} && end == digits.end() ? exact : d;
    if (!std::isfinite(number)) ec = boost::json::error::exponent_overflow;
    return std::isfinite(number) && add(Value(number));
  }
  bool on_bool(bool b, error_code&) { return add(Value(b)); }
  bool on_null(error_code&) { return add(Value()); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }
};

void newline(std::string& out, int indent) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<std::size_t>(indent) * 2, ' ');
}

// `indent` < 0 writes everything on one line.
void write(std::string& out, const Value& v, int indent);

template <class Container, class Each>
void write_all(std::string& out, const Container& items, char open, char close, int indent,
               Each&& each) {
  const int inner = indent < 0 ? -1 : indent + 1;
  out += open;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    newline(out, inner);
    each(item, inner);
  }
  if (!first) newline(out, indent);
  out += close;
}

void write(std::string& out, const Value& v, int indent) {
  if (const auto* array = v.as_array()) {
    write_all(out, *array, '[', ']', indent,
              [&](const Value& item, int inner) { write(out, item, inner); });
  } else if (const auto* object = v.as_object()) {
    write_all(out, *object, '{', '}', indent, [&](const auto& member, int inner) {
      out += boost::json::serialize(boost::json::string_view(member.first));
      out += indent < 0 ? ":" : ": ";
      write(out, member.second, inner);
    });
  } else if (const auto* text = v.as_string()) {
    out += boost::json::serialize(boost::json::string_view(*text));
  } else if (const auto* flag = v.as_bool()) {
    out += *flag ? "true" : "false";
  } else if (const auto* number = v.as_int()) {
    out += std::to_string(*number);
  } else if (const auto* real = v.as_double()) {
    out += boost::json::serialize(boost::json::value(*real));
  } else {
    out += "null";
  }
}

}  // namespace

Value::Value() = default;
Value::Value(std::nullptr_t) {}
Value::Value(bool b) : data_(b) {}
Value::Value(double d) : data_(d) {}
Value::Value(const char* s) : data_(std::string(s)) {}
Value::Value(std::string_view s) : data_(std::string(s)) {}
Value::Value(std::string s) : data_(std::move(s)) {}
Value::Value(Array a) : data_(std::move(a)) {}
Value::Value(Object o) : data_(std::move(o)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;
bool Value::operator==(const Value& other) const = default;

const Value& Value::operator[](std::string_view key) const {
  if (const auto* object = as_object()) {
    for (const auto& member : *object) {
      if (member.first == key) return member.second;
    }
  }
  return k_null;
}

std::string Value::text(std::string_view key, std::string_view otherwise) const {
  const auto* s = (*this)[key].as_string();
  return s != nullptr ? *s : std::string(otherwise);
}
std::int64_t Value::number(std::string_view key, std::int64_t otherwise) const {
  const auto* n = (*this)[key].as_int();
  return n != nullptr ? *n : otherwise;
}
bool Value::flag(std::string_view key, bool otherwise) const {
  const auto* b = (*this)[key].as_bool();
  return b != nullptr ? *b : otherwise;
}

void Value::set(std::string_view key, Value value) {
  if (is_null()) data_ = Object{};
  auto* object = as_object();
  MASH_ASSERT(object != nullptr);
  for (auto& member : *object) {
    if (member.first == key) {
      member.second = std::move(value);
      return;
    }
  }
  object->emplace_back(std::string(key), std::move(value));
}

Result<Value> parse(std::string_view text) {
  boost::json::basic_parser<Handler> parser(boost::json::parse_options{});
  boost::json::error_code ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (parser.handler().duplicate) return invalid("json", "The same member twice in one object");
  if (ec || used != text.size() || !parser.handler().result) {
    return invalid("json", "Not valid JSON near byte " + std::to_string(used));
  }
  return *std::move(parser.handler().result);
}

std::string encode(const Value& value) {
  std::string out;
  write(out, value, -1);
  return out;
}

std::string encode_pretty(const Value& value) {
  std::string out;
  write(out, value, 0);
  out += '\n';
  return out;
}

}  // namespace mash::json
