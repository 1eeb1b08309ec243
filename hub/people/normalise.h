// SPDX-License-Identifier: MIT
// Text about people made comparable: case, accents, scripts, punctuation and spaces no longer
// differ. Not here: how likely two different texts mean the same (linkage).
// Thread safety: pure functions. Cost: about a microsecond for ASCII, tens for other scripts.
#pragma once

#include <string>
#include <string_view>

namespace mash::people {

// Lower-case Latin letters and digits only: "O'Brien-Łukasz" and "obrien lukasz" give the same.
// Empty where nothing can be read.
std::string fold(std::string_view utf8);

// Lower-case ASCII, punctuation and spaces kept. Other scripts are transliterated ("Оксана" gives
// "oksana"). What the linkage engine is given to read text with.
std::string lower_ascii(std::string_view utf8);

}  // namespace mash::people
