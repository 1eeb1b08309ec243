// SPDX-License-Identifier: MIT
// Does what leaves repeat words of what stays? A help for the sender's eye, not a guarantee.
#pragma once

#include <string>
#include <string_view>

namespace mash::product {

// The first run of words that both texts share, as it stands in `kept`: at least four words, or
// all of a shorter text of two or more. Case and punctuation do not matter. "" where there is none.
// Cost: words of one times words of the other.
std::string shared_words(std::string_view kept, std::string_view leaving);

}  // namespace mash::product
