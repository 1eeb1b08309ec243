// SPDX-License-Identifier: MIT
#include "receipts.h"

namespace mash::inbox {

void store_receipt(db::Transaction& tx, const packages::ProductReceipt& receipt, UtcTime at) {
  std::string witnesses;
  for (const auto& one : receipt.witnesses) {
    if (!witnesses.empty()) witnesses += ", ";
    witnesses += one.name + " (" + plain_time(one.at) + ")";
  }
  tx.execute(
      "insert into product_receipt (product, version, at, witnesses, proof)"
      " values ($1, $2, $3, $4, $5) on conflict (product, version) do nothing",
      {receipt.product, receipt.version, at, witnesses, receipt.proof});
}

std::string witnesses_words(db::Transaction& tx, const ProductRow& row) {
  const auto rows =
      tx.query("select witnesses from product_receipt where product = $1 and version = $2",
               {row.id, row.version});
  return rows.empty() ? "" : rows.front().text(0);
}

std::string proof_of(db::Transaction& tx, const ProductRow& row) {
  const auto rows =
      tx.query("select proof from product_receipt where product = $1 and version = $2",
               {row.id, row.version});
  return rows.empty() ? "" : rows.front().text(0);
}

}  // namespace mash::inbox
