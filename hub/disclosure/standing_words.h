// SPDX-License-Identifier: MIT
// The words for what a standing release covers, and when.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "mash/signatures/standing.h"

namespace mash::disclosure {

inline constexpr std::string_view k_when_red = "RED";
inline constexpr std::string_view k_when_late = "LATE";
inline constexpr std::string_view k_when_closed = "OUT_OF_HOURS";

struct StandingWord {
  std::string_view code;
  std::string_view words;
  std::string_view hint;
};
inline constexpr auto k_standing_kinds = std::to_array<StandingWord>(
    {{signatures::k_not_graded, "What is not graded", "What your own files say."},
     {signatures::k_graded, "Graded intelligence",
      "Never with handling conditions, whatever is ticked here."}});
inline constexpr auto k_standing_situations = std::to_array<StandingWord>(
    {{k_when_red, "The case is Red", "Or counts as Red until somebody rates it."},
     {k_when_late, "Your agency is late",
      "The time in which it decides what may leave has run out."},
     {k_when_closed, "The hub is closed", "Nights, weekends and bank holidays."}});

template <class Words>
std::string words_for(const Words& words, std::string_view code) {
  for (const auto& one : words) {
    if (one.code == code) return std::string(one.words);
  }
  return std::string(code);
}

}  // namespace mash::disclosure
