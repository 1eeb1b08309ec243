// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "mash/db/database.h"

namespace mash::inbox {

struct Attempt {
  ProductId product;
  StaffId person;
  AgencyId agency;
  UtcTime at;
};
// Once for each product, person and day in London; of nobody more than `most` on one day.
void add_attempt(db::Transaction& tx, const Attempt& attempt, std::int64_t most);
// Of which the hub was not told yet and that were for a product that is here and another agency's.
std::vector<Attempt> untold_strays(db::Transaction& tx);
// All that were made until now are told of, or for nothing.
void store_told(db::Transaction& tx);
void remove_attempts_before(db::Transaction& tx, UtcTime at);

}  // namespace mash::inbox
