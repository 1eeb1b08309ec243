// SPDX-License-Identifier: MIT
#include "account_store.h"
#include "mash/base/assert.h"
#include "signed.h"

namespace mash::inbox {

namespace {

// With the product's own key, so that they end together.
pipeline::Label label_of(const ProductId& id, std::int64_t version) {
  return {.owner = k_gate_content,
          .kind = "signatures",
          .case_id = CaseId::trusted(id.text()),
          .row = id.text(),
          .version = version};
}

}  // namespace

void store_signatures(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                      const packages::ProductSignatures& s, UtcTime sent_at) {
  const Bytes sealed =
      vault.seal(tx, label_of(s.product, s.version), to_text(packages::encode(s)), random);
  tx.execute(
      "insert into product_signatures (product, version, at, sealed) values ($1, $2, $3, $4)"
      " on conflict (product, version) do update set at = excluded.at, sealed = excluded.sealed"
      " where product_signatures.at <= excluded.at",
      {s.product, s.version, sent_at, sealed});
}

std::optional<packages::ProductSignatures> open_signatures(db::Transaction& tx,
                                                           const pipeline::Vault& vault,
                                                           const policy::Proof& proof,
                                                           const ProductRow& row) {
  const auto rows =
      tx.query("select sealed from product_signatures where product = $1 and version = $2",
               {row.id, row.version});
  if (rows.empty()) return std::nullopt;
  const Sensitive text = vault.open(tx, proof, label_of(row.id, row.version), rows.front().blob(0));
  auto out = packages::decode_signatures(as_bytes(text.reveal()));
  MASH_ASSERT(out.has_value());
  return *std::move(out);
}

}  // namespace mash::inbox
