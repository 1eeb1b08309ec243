// SPDX-License-Identifier: MIT
#include "mash/http/message.h"

#include <algorithm>
#include <cstdint>

#include "mash/base/assert.h"
#include "text.h"

namespace mash::http {
namespace {

// Stops where the header is made: a later check would no longer know by whom.
void check_header(std::string_view name, std::string_view value) {
  MASH_ASSERT(!name.empty());
  MASH_ASSERT(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (!equals_ignoring_case(key, "cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      std::string_view pair = trim(take_until(rest, ';'));
      const bool has_value = pair.find('=') != std::string_view::npos;
      if (take_until(pair, '=') == name && has_value) return pair;
    }
  }
  return {};
}

void Response::set(std::string name, std::string value) {
  std::erase_if(headers, [&](const auto& h) { return equals_ignoring_case(h.first, name); });
  add(std::move(name), std::move(value));
}

void Response::add(std::string name, std::string value) {
  check_header(name, value);
  headers.emplace_back(ascii_lower(name), std::move(value));
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view k_digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') ||
                            std::string_view("-._~").find(c) != std::string_view::npos;
    if (unreserved) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += k_digits[byte >> 4U];
      out += k_digits[byte & 0xFU];
    }
  }
  return out;
}

}  // namespace mash::http
