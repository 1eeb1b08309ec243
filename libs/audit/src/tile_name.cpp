// SPDX-License-Identifier: MIT
#include "mash/audit/tile_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace mash::audit {
namespace {

template <class T>
bool read_number(std::string_view text, T& out) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

// "x001/x234/067" for 1234067.
std::string group_digits(std::uint64_t index) {
  std::string out = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) out = fmt::format("x{:03}/{}", index % 1000, out);
  return out;
}

bool read_groups(std::string_view text, std::uint64_t& index) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char c) { return c >= '0' && c <= '9'; });
  return read_number(digits, index);
}

}  // namespace

std::string TileName::path() const {
  if (width == k_tile_width) {
    return fmt::format("tile/{}/{}", entries ? "entries" : std::to_string(level),
                       group_digits(index));
  }
  return fmt::format("{}/{}", partial_folder(), width);
}

std::string TileName::partial_folder() const {
  return TileName{entries, level, index, k_tile_width}.path() + ".p";
}

// Reads loosely, then asks whether the name it understood is written like that.
std::optional<TileName> TileName::parse(std::string_view path) {
  TileName out;
  std::string_view rest = path;
  if (!rest.starts_with("tile/")) return std::nullopt;
  rest.remove_prefix(5);
  const std::string_view level = rest.substr(0, rest.find('/'));
  out.entries = level == "entries";
  if (!out.entries && (!read_number(level, out.level) || out.level > 63)) return std::nullopt;
  rest.remove_prefix(level.size());
  if (const std::size_t dot = rest.find(".p/"); dot != std::string_view::npos) {
    if (!read_number(rest.substr(dot + 3), out.width)) return std::nullopt;
    if (out.width == 0 || out.width >= k_tile_width) return std::nullopt;
    rest = rest.substr(0, dot);
  }
  if (!read_groups(rest, out.index) || out.path() != path) return std::nullopt;
  return out;
}

unsigned width_in_log(std::uint64_t size, unsigned level, std::uint64_t index) {
  const std::uint64_t hashes = 8 * level >= 64 ? 0 : size >> (8 * level);
  if (index > hashes / k_tile_width) return 0;
  return static_cast<unsigned>(
      std::min<std::uint64_t>(k_tile_width, hashes - index * k_tile_width));
}

}  // namespace mash::audit
