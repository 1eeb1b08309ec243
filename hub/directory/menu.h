// SPDX-License-Identifier: MIT
// Where a person may go from each page. What is used all day stands in the bar; the rest stands on
// the page "More", each with a sentence that says what it is for.
#pragma once

#include <string>
#include <vector>

#include "mash/html/components.h"
#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::directory {

inline constexpr std::string_view k_more = "/more";

// Whether the role alone may do this somewhere, where need be to what is of its own agency.
bool may(const policy::Principal& who, policy::Action action);

// For the bar on top; `path` is the page that is open.
std::vector<html::NavigationItem> bar(const policy::Principal& who, const std::string& path);

// For templates/more: {"groups": [{"title", "pages": [{"text", "href", "says"}]}]}, without groups
// that are empty.
json::Value more(const policy::Principal& who);

}  // namespace mash::directory
