// SPDX-License-Identifier: MIT
// What owners of information, and a wall, do to what has left.
#include "send.h"
#include "signing.h"

namespace mash::product {

namespace {

using pipeline::Context;

void take_back_with(Context& c, const policy::Proof& proof, const Deps& deps, const ItemId& item,
                    const AgencyId& recipient, RecallReason why) {
  const auto rows = versions_with(c.tx, item, recipient);  // of one product
  if (rows.empty()) return;
  const auto head = find_product(c.tx, rows.front().product);
  for (const auto& row : rows) take_back(c, *head, row, why);
  go_on(c, proof, deps, head->case_id);
}

disclosure::Deps::Hook taking_back(const Deps& deps, RecallReason why) {
  return [deps, why](Context& c, const policy::Proof& proof, const ItemId& item,
                     const AgencyId& recipient) {
    take_back_with(c, proof, deps, item, recipient, why);
  };
}

}  // namespace

void take_all_back(Context& c, const CaseId& id) {
  for (const auto& head : products_of(c.tx, id)) {
    for (const auto& row : versions_of(c.tx, head.id)) {
      if (row.version == 0 || row.state == ProductState::recalled) continue;
      take_back(c, head, row, RecallReason::other_way);
    }
  }
}

disclosure::Deps for_owners(const Deps& deps) {
  return {.borough = deps.borough,
          .timescales = deps.timescales,
          .on_withdrawn = taking_back(deps, RecallReason::owner_withdrew),
          .on_corrected = taking_back(deps, RecallReason::owner_corrected),
          .on_cleared =
              [deps](Context& c, const policy::Proof& proof, const ProductId& product) {
                go_on(c, proof, deps, find_product(c.tx, product)->case_id);
              },
          .left = [](Context& c, const ProductId& product) -> std::optional<disclosure::Left> {
            const auto row = newest_issued(c.tx, product);
            if (!row || row->state == ProductState::recalled) return std::nullopt;
            return disclosure::Left{row->issued_at, items_that_went(c.tx, product, row->draft)};
          },
          .on_signed =
              [&borough = deps.borough](Context& c, const policy::Proof& proof,
                                        const ProductId& product) {
                send_signatures(c, proof, borough, *find_product(c.tx, product));
              },
          .agreed = deps.agreed};
}

}  // namespace mash::product
