// SPDX-License-Identifier: MIT
// The owner's side of final words, and the clock of all that an owner is asked for one product.
#pragma once

#include "clearance_store.h"
#include "mash/cases/clocks.h"

namespace mash::disclosure {

// What this agency is asked about a product, if anything.
std::optional<ClearanceRow> own_clearance(db::Transaction& tx, const ProductId& product,
                                          const AgencyId& owner);
FinalWords open_words(pipeline::Context& c, const policy::Proof& proof, const FinalWordsRow& row);
Clearance open_clearance(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& row);
void add_answer(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                ClearanceAnswer answer, const std::string& reason);

// Does this owner still owe a decision or an answer for the product?
bool owes_anything(pipeline::Context& c, const ProductId& product, const AgencyId& owner);
// Nothing where it runs already. Met once the owner owes nothing for a product, whichever decision
// did that; withdrawn where it is not asked any more.
void start_release_clock(pipeline::Context& c, const cases::Timescales& timescales,
                         const cases::CaseHead& head, const ProductId& product,
                         const AgencyId& owner);
void meet_release_clocks(pipeline::Context& c, const CaseId& id, const AgencyId& owner);
void withdraw_release_clock(pipeline::Context& c, const CaseId& id, const ProductId& product,
                            const AgencyId& owner);

}  // namespace mash::disclosure
