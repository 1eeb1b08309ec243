// SPDX-License-Identifier: MIT
// Text about people made comparable: case, accents, scripts, punctuation and spaces no longer
// differ. Not here: how likely two different texts mean the same (linkage).
// Thread safety: pure functions. Cost: about a microsecond for ASCII, tens for other scripts.
#pragma once

#include <string>
#include <string_view>

namespace mash::people {

// Lower-case Latin letters and digits only: "O'Brien-Łukasz" and "obrien lukasz" give the same.
// Other scripts are transliterated ("Оксана" gives "oksana"). Empty where nothing can be read.
std::string fold(std::string_view utf8);

// The words of a text, folded, in the order of the alphabet with one space between: "Okafor,
// Amara" and "Amara Okafor" give the same. An apostrophe divides no words.
std::string fold_words(std::string_view utf8);

}  // namespace mash::people
