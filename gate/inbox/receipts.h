// SPDX-License-Identifier: MIT
// Receipts of products (packages::ProductReceipt): kept as they came, shown in words, and given to
// those of the recipient who may read the product, together with the bytes that they prove. The
// gate does not check them: it would check itself. `openmash receipt` does, anywhere.
#pragma once

#include "pages.h"

namespace mash::inbox {

// The first that came of a version stays.
void store_receipt(db::Transaction& tx, const packages::ProductReceipt& receipt, UtcTime at);
// "police (28 November 2026 at 9:15am), health (...)"; empty: there is none yet.
std::string witnesses_words(db::Transaction& tx, const ProductRow& row);
// The .tlog-proof file; empty: there is none yet.
std::string proof_of(db::Transaction& tx, const ProductRow& row);

// GET /p/{product}/proof, /content and /signatures.
std::vector<pipeline::Route> receipt_routes(const SharedDeps& deps);

}  // namespace mash::inbox
