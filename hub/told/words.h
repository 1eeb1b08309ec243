// SPDX-License-Identifier: MIT
// The words of this slice's own enumerations.
#pragma once

#include "mash/model/coded.h"

namespace mash::told {

// What the second person says.
enum class Answer { right, in_part, wrong };

}  // namespace mash::told

namespace mash::model {

template <>
inline constexpr auto k_words<told::Answer> = std::to_array<Word<told::Answer>>({
    {told::Answer::right, "RIGHT", "It was right to tell this"},
    {told::Answer::in_part, "IN_PART", "It was right to tell, but not all of it"},
    {told::Answer::wrong, "WRONG", "It should not have been told like this"},
});

}  // namespace mash::model
