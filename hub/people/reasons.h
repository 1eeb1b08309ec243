// SPDX-License-Identifier: MIT
// Why somebody may be the same person, in plain words and as a waterfall of points. Everything here
// is read from the explanation; nothing is weighed anew. Pure functions.
#pragma once

#include <string>

#include "mash/json/value.h"
#include "mash/linkage/score.h"
#include "mash/people/people.h"

namespace mash::people {

// The probability from which "May be the same person" is said.
inline constexpr double k_may_be_same = 0.2;
// "Likely the same person": what the total comes to. A person decides.
std::string likeness_in_words(const linkage::Explanation& why);
// "Likely twins or siblings: ...", where something is held against an otherwise good agreement, or
// "".
std::string warning_in_words(const linkage::Explanation& why);
// "Agrees: surname. Given name: another form of the same name (Muhammad, Mohamed)." `closest` is
// the statement that agrees best, or null if it is not to hand.
std::string reasons_in_words(const Statement& said, const Statement* closest,
                             const linkage::Explanation& why);
// people/reasons: steps from the first chance to the total. The numbers shown add up exactly.
json::Value waterfall(const linkage::Explanation& why, const std::string& heading);

}  // namespace mash::people
