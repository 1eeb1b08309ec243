// SPDX-License-Identifier: MIT
// The receipts of what has left: each version of a product has an entry of its own in the record
// that commits to nothing but its hash (packages::product_statement), written in the transaction
// that sends it; once witnesses have signed the record with it, a receipt follows the product.
// What not: making the receipt, which needs the log (server/receipts.h).
#pragma once

#include <string>
#include <vector>

#include "mash/packages/packages.h"
#include "mash/pipeline/route.h"

namespace mash::product {

struct LeftVersion {
  ProductId product;
  std::int64_t version = 1;
  std::int64_t entry = 0;  // of the record
};

// Those without a receipt whose entry is one of the first `size`, the oldest first.
std::vector<LeftVersion> receipts_owed(db::Transaction& tx, std::int64_t size, int limit);
// Puts it into the post room, once: it is not owed any more.
void send_receipt(pipeline::Context& c, const LeftVersion& left,
                  const packages::ProductReceipt& receipt);

}  // namespace mash::product
