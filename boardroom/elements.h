// SPDX-License-Identifier: MIT
// How far hubs say that they are with the five core elements, and since when that was said. Pure.
#pragma once

#include <string>

#include "mash/html/components.h"
#include "view.h"

namespace mash::boardroom {

// "Attained: signed agreement, 3 May 2026"; "Not said".
std::string words_of(const board::Definitions& all, const board::Element& element);
board::Element element_of(const board::Publication& publication, std::string_view code);
// One hub: each element now, and what it said before, the newest first.
html::TableOptions history_of(const board::Definitions& all, const OfHub& hub);

}  // namespace mash::boardroom
