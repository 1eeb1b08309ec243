// SPDX-License-Identifier: MIT
// The passkey's signature over the bytes of a version that has left, and what follows it to its
// recipient: that, and what owners signed of its lines (signatures/, decision 0034).
#pragma once

#include "pages.h"
#include "product_store.h"
#include "signature_store.h"

namespace mash::product {

// The newest version that stands outside and that nobody has signed.
std::optional<VersionRow> unsigned_version(db::Transaction& tx, const ProductId& id);
// Sends the gate all that is signed of the newest version, if its whole is.
void send_signatures(pipeline::Context& c, const policy::Proof& proof,
                     const model::Borough& borough, const ProductHead& head);

void add_sign_routes(Routes& out, const Deps& deps);

}  // namespace mash::product
