// SPDX-License-Identifier: MIT
// How alike two texts or dates are.
//
// What: Jaro-Winkler, optimal string alignment, Dice of words. What not: no weights (model.h).
// Units: similarity 0 to 1; distance in edits. Two empty texts are equal.
// Thread safety: pure functions. Cost: 15 to 40 ns for names of at most 16 bytes.
// Sources: Winkler 1990 (prefix of at most 4, scale 0.1, with no minimum similarity; libs/splink
// has DuckDB's); Hyyrö 2003 for the bit-parallel distance.
#pragma once

#include <cstdint>
#include <string_view>

namespace mash::linkage {

// Texts longer than 64 bytes are compared by their first 64. Symmetric: jaro(a, b) = jaro(b, a).
double jaro(std::string_view a, std::string_view b);
double jaro_winkler(std::string_view a, std::string_view b);

// Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. Up to 64
// bytes of the shorter; gives `limit` + 1 once it is more than that.
int edit_distance(std::string_view a, std::string_view b, int limit);

// 2 |A and B| / (|A| + |B|) over words parted by single spaces.
double word_dice(std::string_view a, std::string_view b);

// One bit a letter or digit of the text: texts that share few bits cannot be alike.
std::uint32_t letters_of(std::string_view text);

}  // namespace mash::linkage
