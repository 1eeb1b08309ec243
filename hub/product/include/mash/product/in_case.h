// SPDX-License-Identifier: MIT
// What has left about a case, and the front door's own words in it, for whoever looks through its
// record. What not: what owners released, which is theirs. Thread safety: as the Context that is
// passed in.
#pragma once

#include <optional>
#include <vector>

#include "mash/disclosure/items.h"
#include "mash/pipeline/route.h"

namespace mash::product {

struct Sent {
  ProductId product;
  std::int64_t version = 1;  // the newest that left
};
// Cost: one select, and one for each product.
std::vector<Sent> sent_in(db::Transaction& tx, const CaseId& id);

struct SentWords {
  AgencyId recipient;
  UtcTime at;
  Sensitive asked, why, unknown;
};
// Nothing: no such version left. Cost: two selects, one opening.
std::optional<SentWords> words_of_sent(pipeline::Context& c, const policy::Proof& proof,
                                       const Sent& sent);

}  // namespace mash::product
