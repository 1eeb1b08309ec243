// SPDX-License-Identifier: MIT
// Texts of lines "name value" in a known order, written and strictly read.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "mash/base/bytes.h"
#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::exchange {

// An empty value is "-".
std::string line(std::string_view name, std::string_view value);
std::string line(std::string_view name, std::int64_t value);

class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  // Whether it goes on with this; takes it.
  bool head(std::string_view wanted);
  [[nodiscard]] bool next_is(std::string_view name) const;
  Result<std::string> take(std::string_view name);
  Result<std::int64_t> number(std::string_view name, std::int64_t least);
  Result<UtcTime> micros(std::string_view name);   // microseconds since 1970
  Result<UtcTime> seconds(std::string_view name);  // "2026-11-24T09:00:00Z"
  template <std::size_t N>
  Result<std::array<std::uint8_t, N>> base64_of(std::string_view name) {
    MASH_TRY(const std::string text, take(name));
    return array_of<N>(name, from_base64(text));
  }
  template <std::size_t N>
  Result<std::array<std::uint8_t, N>> hex_of(std::string_view name) {
    MASH_TRY(const std::string text, take(name));
    return array_of<N>(name, from_hex(text));
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  template <std::size_t N>
  static Result<std::array<std::uint8_t, N>> array_of(std::string_view name,
                                                      const Result<Bytes>& bytes) {
    if (!bytes || bytes->size() != N) {
      return invalid(std::string(name), "Line \"" + std::string(name) +
                                            "\": enter a key or hash of " + std::to_string(N) +
                                            " bytes");
    }
    std::array<std::uint8_t, N> out{};
    std::ranges::copy(*bytes, out.begin());
    return out;
  }

  std::string_view rest_;
};

}  // namespace mash::exchange
