// SPDX-License-Identifier: MIT
#include "signature_store.h"

namespace mash::product {

void insert_signature(db::Transaction& tx, const SignatureRow& row) {
  tx.execute(
      "insert into product_signature (product, version, person, at, sealed)"
      " values ($1, $2, $3, $4, $5)",
      {row.product, row.version, row.person, row.at, row.sealed});
}

std::optional<SignatureRow> find_signature(db::Transaction& tx, const ProductId& product,
                                           std::int64_t version) {
  const auto rows = tx.query(
      "select person, at, sealed from product_signature where product = $1 and version = $2",
      {product, version});
  if (rows.empty()) return std::nullopt;
  return SignatureRow{.product = product,
                      .version = version,
                      .person = rows.front().id<StaffId>(0),
                      .at = rows.front().time(1),
                      .sealed = rows.front().blob(2)};
}

}  // namespace mash::product
