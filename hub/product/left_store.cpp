// SPDX-License-Identifier: MIT
#include "left_store.h"

#include "mash/post/post.h"
#include "product_store.h"
#include "undelivered.h"

namespace mash::product {

void insert_left(db::Transaction& tx, const LeftVersion& left) {
  tx.execute("insert into product_left (product, version, entry) values ($1, $2, $3)",
             {left.product, left.version, left.entry});
}

std::vector<LeftVersion> receipts_owed(db::Transaction& tx, std::int64_t size, int limit) {
  std::vector<LeftVersion> out;
  for (const auto& row : tx.query("select product, version, entry from product_left"
                                  " where receipted = 0 and entry < $1 order by entry limit $2",
                                  {size, limit})) {
    out.push_back({row.id<ProductId>(0), row.integer(1), row.integer(2)});
  }
  return out;
}

void send_receipt(pipeline::Context& c, const LeftVersion& left,
                  const packages::ProductReceipt& receipt) {
  const auto changed = c.tx.execute(
      "update product_left set receipted = 1"
      " where product = $1 and version = $2 and receipted = 0",
      {left.product, left.version});
  if (changed == 0) return;
  const auto head = find_product(c.tx, left.product);
  post::send(c,
             {.id = new_id_text(c.random),
              .kind = packages::OutwardKind::receipt,
              .at = c.now,
              .body = packages::encode(receipt)},
             head->case_id, about_version(left.product, left.version));
  c.touch(left.product.text());
}

}  // namespace mash::product
