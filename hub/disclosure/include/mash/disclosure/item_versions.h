// SPDX-License-Identifier: MIT
// An item as it was worded at a time, for records of what was shown or told then.
// Thread safety: as the Context that is passed in. Cost: two selects, one opening of words.
#pragma once

#include <cstdint>
#include <optional>

#include "mash/disclosure/items.h"

namespace mash::disclosure {

// Nothing where this principal may not know of the item, or it is erased. Without words
// (readable = false) where this version or the newest is too sensitive for them.
std::optional<Item> visible_version(pipeline::Context& c, const ItemId& item, std::int64_t version);

}  // namespace mash::disclosure
