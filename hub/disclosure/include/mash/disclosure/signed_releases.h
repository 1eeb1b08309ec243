// SPDX-License-Identifier: MIT
// What owners signed, with their passkeys, of the decisions by which something of theirs leaves
// (signatures/, decision 0034), and the line of a product that each of them is. What not: whether a
// release may be made (policy), the signature over the whole (product).
// Thread safety: as the Context that is passed in.
#pragma once

#include <string_view>
#include <vector>

#include "mash/disclosure/items.h"
#include "mash/model/borough.h"
#include "mash/packages/packages.h"
#include "mash/signatures/signatures.h"

namespace mash::disclosure {

// As its recipient reads it.
packages::ProductLine line_of(const model::Borough& borough, Outgoing out);

// All that was signed of the decisions by which these items left to the recipient at that time, and
// of no other: what an owner has decided before or since is not the recipient's. Of what left by a
// standing release: the rule that was signed. Cost: four selects for each item.
std::vector<signatures::SignedLine> signed_lines(pipeline::Context& c, const policy::Proof& proof,
                                                 const model::Borough& borough,
                                                 const AgencyId& recipient,
                                                 const std::vector<ItemId>& items, UtcTime left_at);

std::string_view signed_schema();  // after schema()

}  // namespace mash::disclosure
