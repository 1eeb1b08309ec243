// SPDX-License-Identifier: MIT
// By when an owner decides all that it is asked for one product: items and the hub's own words.
// Each product that an owner is asked about has its own clock, so that nothing just asked is late.
// Thread safety: as the Context that is passed in. Cost: three selects.
#pragma once

#include <optional>

#include "mash/cases/clocks.h"

namespace mash::disclosure {

// Nothing where the owner owes nothing for it, or the policy times nothing.
std::optional<cases::Deadline> release_clock(db::Transaction& tx, const CaseId& id,
                                             const ProductId& product, const AgencyId& owner);

}  // namespace mash::disclosure
