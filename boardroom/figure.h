// SPDX-License-Identifier: MIT
// One published count, and how it is said. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/board/publication.h"

namespace mash::boardroom {

inline constexpr const char* k_hidden = "hidden";
inline constexpr const char* k_not_published = "not published";

// What a hub says of one cell. Hidden: mostly 1 to 7, sometimes another count by which such a one
// could be worked out.
struct Figure {
  bool published = false;
  std::optional<std::int64_t> count;  // nothing: hidden or not published
};
// "1,250", "hidden", "not published"
std::string words_of(const Figure& figure);
std::string words_of(std::int64_t count);  // with commas

// `values`: one for each dimension of the table, k_total for those that are summed up.
Figure figure_of(const board::Definitions& all, const board::Publication& publication,
                 std::string_view table, const std::vector<std::string>& values);

// The sum of several cells of one table; hidden if one of them is.
Figure sum_of(const board::Definitions& all, const board::Publication& publication,
              std::string_view table, const std::vector<std::vector<std::string>>& cells);

// A share in words: "82 %".
std::string percent(double share);

}  // namespace mash::boardroom
