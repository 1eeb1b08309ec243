// SPDX-License-Identifier: MIT
// The routes of this slice by page, and what the pages share.
#pragma once

#include "item_words.h"
#include "mash/disclosure/disclosure.h"

namespace mash::disclosure {

void add_release_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_item_routes(std::vector<pipeline::Route>& out, const Deps& deps);

// The words of an item and what surrounds them, for templates.
json::Value item_view(const Item& item);

}  // namespace mash::disclosure
