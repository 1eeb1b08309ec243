// SPDX-License-Identifier: MIT
// A complete draft becomes a sealed notification in the hub's queue and a signed receipt.
#pragma once

#include "mash/json/value.h"
#include "mash/notify/notify.h"
#include "mash/notify/professional.h"

namespace mash::notify {

// The draft as the hub gets it. `reference` and the hash of `code` go with it.
packages::Notification notification_of(const Draft& draft, const std::string& reference,
                                       const std::string& code);

// Accepts it and puts the confirmation in the place of the draft, all in this transaction. The
// draft must be complete.
void submit(pipeline::Context& c, const Deps& deps, const Draft& draft);

// "OpenMASH receipt ...", of files how many if there are any, with an Ed25519 signature by the
// gate's key "sign" over all lines above the last.
std::string signed_receipt(const pipeline::KeyRing& keys, const std::string& reference, UtcTime at,
                           ByteView sealed, std::size_t files);

}  // namespace mash::notify
