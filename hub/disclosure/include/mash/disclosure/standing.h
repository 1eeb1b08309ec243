// SPDX-License-Identifier: MIT
// Standing releases (settled.md 25, decision 0042): what an agency lets out by a rule that it
// signed in advance, while nobody of it has decided. Never what it decided itself, earlier or
// otherwise; never the highest sensitivity; never what comes with conditions; never where a young
// person objects; never of a sealed agency. Each time it is a decision of its own, which the owner
// is told of at once and can take back. What not: whether the rule was signed by whom it names, for
// whoever does not believe the hub (signatures/standing.h). Thread safety: as the Context that is
// passed in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "mash/base/result.h"
#include "mash/cases/clocks.h"
#include "mash/db/database.h"
#include "mash/model/borough.h"
#include "mash/pipeline/app.h"
#include "mash/pipeline/route.h"

namespace mash::disclosure {

// Runs in the transaction in which something counts as released by a rule of this agency. May be
// empty.
using OnLetOut = std::function<void(pipeline::Context&, const CaseId&, const AgencyId& owner)>;

// For what is asked of owners for this product, and nobody has decided: lets out what a rule covers
// now. Answers how much. Cost: some selects for each item, and opens those that a rule may cover.
int let_out_standing(pipeline::Context& c, const policy::Proof& proof,
                     const cases::Timescales& timescales, const OnLetOut& told,
                     const ProductId& product);
// The same for each product of which an owner is late and has a rule for that. For the scheduler;
// each item is looked at once. Answers how much was let out.
int let_out_late(pipeline::App& app, db::Database& database, const cases::Timescales& timescales,
                 const OnLetOut& told, UtcTime now);
// "the standing release 3 of Ada Rook, 2 November 2026", where that is how it may leave; else
// empty.
std::string standing_words(db::Transaction& tx, const model::Borough& borough,
                           const std::string& release);

// How long a rule may last. Strict; invalid_input names the member.
struct StandingPolicy {
  int version = 0;
  int most_days = 0;
};
Result<StandingPolicy> parse_standing_policy(std::string_view text);
const StandingPolicy& built_in_standing_policy();

std::string_view standing_schema();  // after schema()

}  // namespace mash::disclosure
