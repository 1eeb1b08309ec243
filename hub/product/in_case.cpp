// SPDX-License-Identifier: MIT
#include "mash/product/in_case.h"

#include "build.h"
#include "send.h"

namespace mash::product {

std::vector<Sent> sent_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Sent> out;
  for (const auto& head : products_of(tx, id)) {
    if (const auto left = newest_issued(tx, head.id)) {
      out.push_back({.product = head.id, .version = left->version});
    }
  }
  return out;
}

std::optional<SentWords> words_of_sent(pipeline::Context& c, const policy::Proof& proof,
                                       const Sent& sent) {
  const auto head = find_product(c.tx, sent.product);
  if (!head) return std::nullopt;
  for (const auto& row : versions_of(c.tx, head->id)) {
    if (row.version != sent.version) continue;
    auto draft = open_draft(c, proof, *head, row);
    return SentWords{.recipient = head->recipient,
                     .at = row.issued_at,
                     .asked = std::move(draft.asked),
                     .why = std::move(draft.why),
                     .unknown = std::move(draft.unknown)};
  }
  return std::nullopt;
}

}  // namespace mash::product
