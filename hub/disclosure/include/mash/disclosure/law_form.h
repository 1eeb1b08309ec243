// SPDX-License-Identifier: MIT
// "Why may we?" as checkboxes: the laws that are used most, with a plain explanation, and the rest.
// Nothing is ever ticked beforehand. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "mash/json/value.h"
#include "mash/model/words_law.h"
#include "mash/pipeline/input.h"

namespace mash::disclosure {

// Field "basis": any of the codes of LawfulBasis.
pipeline::Field basis_field(std::string missing);
// For {{> govuk/checkboxes}}; both post as "basis". `ticked` is what the person gave before.
json::Value common_laws(const std::string& legend, const std::vector<std::string>& ticked,
                        const std::string& error);
json::Value other_laws(const std::vector<std::string>& ticked);
// "Children Act 1989, section 17: child in need", for pages that say what was chosen.
json::Array law_words(const std::vector<std::string>& codes);

}  // namespace mash::disclosure
