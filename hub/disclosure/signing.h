// SPDX-License-Identifier: MIT
// What an agency has decided and not signed yet.
#pragma once

#include <string>
#include <vector>

#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/signed_releases.h"
#include "release_words.h"

namespace mash::disclosure {

struct ToSign {
  std::string release;
  ItemId item;
  AgencyId recipient;
  packages::ProductLine line;
  bool before_visit = false;
  std::string terms;        // as they are signed
  bool two_people = false;  // one signature is not enough
  bool half = false;        // somebody else has signed
  bool left = false;        // it stands with its recipient; else it may leave
};
// Decisions of the reader's agency by which something of theirs has left in this product or may
// leave, without the reader's signature and without enough of others': at most as many as one
// signature covers.
std::vector<ToSign> to_sign(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                            const ProductId& product);
// Whether there are any, without their words.
bool any_to_sign(pipeline::Context& c, const Deps& deps, const ProductId& product);

// For login::record_of() and take_step_up(): the same for the same decisions and person.
json::Object what_is_signed(const pipeline::Context& c, const std::vector<ToSign>& all);
void store_signed(pipeline::Context& c, const std::vector<ToSign>& all,
                  const passkey::SignedRecord& record);

}  // namespace mash::disclosure
