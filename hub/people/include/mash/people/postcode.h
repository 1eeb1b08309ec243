// SPDX-License-Identifier: MIT
// Whether a text has the form of a postcode of the United Kingdom; not whether there is such a
// place. Pure, safe from any thread.
#pragma once

#include <string_view>

namespace mash::people {

// What a form says of one that has not.
inline constexpr std::string_view k_no_postcode =
    "Enter a full postcode, for example BQ1 1AA, or leave it empty";

// One or two letters, a digit, a digit or letter if any; a digit and two letters. Source: BS 7666,
// without its lists of letters. Spaces and case do not matter.
bool is_postcode(std::string_view text);

}  // namespace mash::people
