// SPDX-License-Identifier: MIT
// May a product go as far as the owners of what its author read and did not cite are concerned
// (settled.md 5)? Cited items are another matter: they go or stay one by one.
#pragma once

#include "build.h"

namespace mash::product {

enum class Clearing {
  done,          // nobody is asked, or all have cleared the words
  before_reply,  // somebody owes an answer, and it may go before, with a reason
  wait,          // somebody owes an answer, and it may not go yet
  objected       // an owner says that the words give something away: they have to be written anew
};
Clearing clearing_of(pipeline::Context& c, const Deps& deps, const ProductHead& head,
                     const std::vector<disclosure::Clearance>& clearances);
// Why it cannot go as it is; "" where it can.
std::string what_stops(Clearing clearing);

// For {{#clearances}} of the page: whoever is asked about this draft, with the answer or the clock.
// An owner may answer after it has left, too.
json::Array clearance_data(pipeline::Context& c, const Deps& deps, const policy::Proof& proof,
                           const ProductHead& head, std::int64_t draft);

}  // namespace mash::product
