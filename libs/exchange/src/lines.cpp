// SPDX-License-Identifier: MIT
#include "lines.h"

#include <charconv>

namespace mash::exchange {

namespace {

constexpr std::string_view k_none = "-";

Error wrong(std::string_view name, const std::string& what) {
  return invalid(std::string(name), "Line \"" + std::string(name) + "\": " + what);
}

}  // namespace

std::string line(std::string_view name, std::string_view value) {
  return std::string(name) + ' ' + std::string(value.empty() ? k_none : value) + '\n';
}

std::string line(std::string_view name, std::int64_t value) {
  return line(name, std::to_string(value));
}

bool Lines::head(std::string_view wanted) {
  if (!rest_.starts_with(wanted)) return false;
  rest_.remove_prefix(wanted.size());
  return true;
}

bool Lines::next_is(std::string_view name) const {
  return rest_.starts_with(name) && rest_.size() > name.size() && rest_[name.size()] == ' ';
}

Result<std::string> Lines::take(std::string_view name) {
  const auto end = rest_.find('\n');
  if (end == std::string_view::npos || !next_is(name) || end <= name.size() + 1) {
    return wrong(name, "it is missing, or stands in another place");
  }
  const auto value = rest_.substr(name.size() + 1, end - name.size() - 1);
  rest_.remove_prefix(end + 1);
  return value == k_none ? std::string() : std::string(value);
}

Result<std::int64_t> Lines::number(std::string_view name, std::int64_t least) {
  MASH_TRY(const std::string text, take(name));
  std::int64_t out = 0;
  const auto* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, out);
  if (error != std::errc{} || end != last || std::to_string(out) != text || out < least) {
    return wrong(name, "enter a whole number from " + std::to_string(least) + " up");
  }
  return out;
}

Result<UtcTime> Lines::micros(std::string_view name) {
  MASH_TRY(const std::int64_t micros, number(name, 0));
  return UtcTime{micros};
}

Result<UtcTime> Lines::seconds(std::string_view name) {
  MASH_TRY(const std::string text, take(name));
  const auto at = parse_iso(text);
  if (!at || iso_utc(*at) != text) {
    return wrong(name, "enter a time like 2026-11-24T09:00:00Z");
  }
  return *at;
}

}  // namespace mash::exchange
