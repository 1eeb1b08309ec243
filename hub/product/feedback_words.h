// SPDX-License-Identifier: MIT
// What a referrer may be told: limited by who they are (domain.md 6.6, E10).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/model/words.h"

namespace mash::product {

// All that a member of the public is told.
std::string_view public_words();
// Of a notification that goes back, to a professional: what is missing, as somebody wrote it.
std::string returned_words(std::string_view missing);
// A professional: the outcomes, each once, then what the manager wrote. Names nobody.
std::string professional_words(const std::vector<model::Outcome>& outcomes,
                               std::string_view written);

}  // namespace mash::product
