// SPDX-License-Identifier: MIT
// What has left and may be wrong by what the hub has learned since: recipients are told by a new
// version, or by taking it back.
#pragma once

#include "doubt_store.h"
#include "mash/people/family_contact.h"
#include "pages.h"
#include "product_store.h"

namespace mash::product {

// Under which ids those whom it names are known as it leaves: whom a later parting tears apart.
json::Array ids_of_named(pipeline::Context& c, const policy::Proof& proof, const ProductHead& head,
                         const VersionRow& row);

// For {{> product/doubts}}: what is in doubt, as far as the reader may know why; false: nothing.
json::Value doubts_data(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                        const CaseId& id);
// What was in doubt and can stay, and why, in sentences; for the front door.
json::Array answered_data(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const CaseId& id);
void add_doubt_routes(Routes& out, const Deps& deps);

}  // namespace mash::product
