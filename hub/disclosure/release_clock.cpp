// SPDX-License-Identifier: MIT
#include "mash/disclosure/release_clock.h"

#include <algorithm>

#include "clearance.h"
#include "mash/cases/own_clock.h"
#include "release_store.h"
#include "release_words.h"

namespace mash::disclosure {

bool owes_anything(pipeline::Context& c, const ProductId& product, const AgencyId& owner) {
  const auto asked = requests_of_product(c.tx, product);
  const auto words = clearances_of_product(c.tx, product);
  return std::ranges::any_of(asked,
                             [&](const RequestRow& r) {
                               return r.owner == owner && waits_for_owner(c.tx, r, c.now);
                             }) ||
         std::ranges::any_of(
             words, [&owner](const ClearanceRow& r) { return r.owner == owner && !r.answer; });
}

std::optional<cases::Deadline> release_clock(db::Transaction& tx, const CaseId& id,
                                             const ProductId& product, const AgencyId& owner) {
  return cases::running_own_clock(tx, id, release_clock_id(tx, product, owner));
}

void start_release_clock(pipeline::Context& c, const cases::Timescales& timescales,
                         const cases::CaseHead& head, const ProductId& product,
                         const AgencyId& owner) {
  if (release_clock(c.tx, head.id, product, owner)) return;
  const auto clock = cases::start_own_clock(c, timescales, head.id, model::Stage::release,
                                            head.rating, c.now, owner);
  if (!clock.empty()) store_release_clock(c.tx, product, head.id, owner, clock);
}

void meet_release_clocks(pipeline::Context& c, const CaseId& id, const AgencyId& owner) {
  // One decision may be owed to several products of the same recipient.
  for (const auto& product : products_with_clock(c.tx, id, owner)) {
    if (owes_anything(c, product, owner)) continue;
    cases::meet_own_clock(c, id, release_clock_id(c.tx, product, owner));
  }
}

void withdraw_release_clock(pipeline::Context& c, const CaseId& id, const ProductId& product,
                            const AgencyId& owner) {
  if (owes_anything(c, product, owner)) return;
  cases::withdraw_own_clock(c, id, release_clock_id(c.tx, product, owner));
}

}  // namespace mash::disclosure
