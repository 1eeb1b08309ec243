// SPDX-License-Identifier: MIT
// Whoever may not know of a family is not led past that by a new notification (scenario H07): who
// is barred from a case (cases/bars.h) is barred too from each case that comes in afterwards about
// somebody who is in it. It follows from who is who, and ends when that does (decision 0026). Where
// the hub is not sure of a match, a cleared person looks on a Red clock (hidden_matches.h).
// What not: walls, which let people in by name; what came in before somebody was barred.
// Thread safety: as the Context that is passed in. Cost: one statement where nobody is barred from
// anything; else a look-up and some selects for each person of the case.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/pipeline/route.h"

namespace mash::people {

struct FamilyBars {
  const model::Borough& borough;
  const Recogniser& recogniser;
  // So that it knows what was committed, not what the transaction has added; may be empty.
  std::function<void()> catch_up{};
  // No manager may know of this case any more: whoever comes after them has to hear of it.
  std::function<void(pipeline::Context&, const CaseId&)> on_no_manager{};
};

// A case has come in, with what was said of its people: before anybody is told of it. Whoever types
// it in knows what it says, so that it does not vanish before their eyes: a cleared person is asked
// about that match.
void case_arrived(pipeline::Context& c, const policy::Proof& proof, const FamilyBars& deps,
                  const CaseId& id);
// Who somebody in this case is was said or taken back, or a bar on it was lifted: what follows from
// that here and in others.
void follow_bars(pipeline::Context& c, const policy::Proof& proof, const FamilyBars& deps,
                 const CaseId& id);

// By the id of each bar that follows from another case: that case.
std::map<std::string, CaseId> bars_from_elsewhere(db::Transaction& tx, const CaseId& id);

// Would nobody be left if this person could not know of the case? Of those who decide, or are there
// at night, one must stay; behind a wall, one of those who keep it. Elsewhere those do not count:
// they have work of their own.
bool leaves_nobody(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                   const StaffId& besides);

// The tables, for db::Migration.
std::string_view family_bars_schema();

}  // namespace mash::people
