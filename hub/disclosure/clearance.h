// SPDX-License-Identifier: MIT
// The owner's side of final words, and the one clock of all that waits for an owner in a case.
#pragma once

#include "clearance_store.h"

namespace mash::disclosure {

// What this agency is asked about a product, if anything.
std::optional<ClearanceRow> own_clearance(db::Transaction& tx, const ProductId& product,
                                          const AgencyId& owner);
FinalWords open_words(pipeline::Context& c, const policy::Proof& proof, const FinalWordsRow& row);
Clearance open_clearance(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& row);
void add_answer(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                ClearanceAnswer answer, const std::string& reason);

// Does this owner still owe a decision or an answer about anything in the case?
bool owes_anything(pipeline::Context& c, const CaseId& id, const AgencyId& owner);

}  // namespace mash::disclosure
