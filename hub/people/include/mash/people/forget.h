// SPDX-License-Identifier: MIT
// A case whose record was disposed of leaves whom the hub knows (decision 0049). What was said in
// it goes with record_rows(); here is what must be put right before, so that other cases neither
// break nor lead to it. Who is known in another case stays known there. What not: the words of
// other cases, which are theirs.
// Errors: SealedCompartment, std::runtime_error: roll back. Thread safety: in a write transaction.
#pragma once

#include <set>
#include <string>

#include "mash/people/people.h"

namespace mash::people {

// Before record_rows(). Joins and partings that were said in this case are kept under another one
// that knows one of the two, without why; with none left they go. `named`: what else of this case
// names somebody (KeptInCase). The index hears of it with its next catching up.
// Cost: a few statements for each person of the case.
void let_go_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
               const std::vector<Kept>& named);

// Somebody in whose place a decision that is only counted stands: nobody.
PersonId stand_in(pipeline::Context& c);

}  // namespace mash::people
