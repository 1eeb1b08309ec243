// SPDX-License-Identifier: MIT
// Regular expressions of the plain kind that cut postcodes and e-mail addresses.
//
// What: characters, ., [classes], \d \w \s, ^ $, groups, |, * + ? {m,n} (greedy), leftmost first as
// in DuckDB (RE2). What not: lazy repeats, references, look-around, flags: refused.
// Cost: pattern times text; never more (no backtracking). Thread safety: const use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::splink {

class Pattern {
 public:
  static Result<Pattern> compile(std::string_view pattern);
  // What the group (0: the whole) matched first in the text, or nothing.
  [[nodiscard]] std::u32string extract(std::u32string_view text, std::size_t group) const;
  [[nodiscard]] std::size_t groups() const { return groups_; }

 private:
  friend class PatternParser;
  struct Range {
    char32_t first = 0;
    char32_t last = 0;
  };
  struct Step {
    enum class Kind : std::uint8_t { set, split, jump, save, begin, end, match };
    Kind kind = Kind::match;
    std::uint32_t a = 0;  // split, jump: the preferred way; save: the place
    std::uint32_t b = 0;  // split: the other way
    bool negated = false;
    std::vector<Range> ranges = {};
  };
  struct Thread {
    std::uint32_t step = 0;
    std::vector<std::size_t> saved;
  };
  class Run;
  [[nodiscard]] static bool fits(const Step& step, char32_t c);

  std::vector<Step> steps_;
  std::size_t groups_ = 0;
};

}  // namespace mash::splink
