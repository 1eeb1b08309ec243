// SPDX-License-Identifier: MIT
// Whoever may not know of a family is not led past that by a new notification (scenario H07): who
// is barred from a case (cases/bars.h) is barred too from each case that comes in afterwards about
// somebody who is in it. It follows from who is who, and ends when that does (decision 0026). Where
// the hub is not sure of a match, or somebody would hide a case from themselves by what they say of
// who is who, a cleared person looks on a Red clock (hidden_matches.h).
// What not: walls, which let people in by name, so that nothing follows into a case behind one, nor
// what was set there out of it; what came in before somebody was barred.
// Thread safety: as the Context that is passed in. Cost: one statement where nobody is barred from
// anything; else a look-up and some selects for each person of the case.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

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
// about that match. Of history (a case that comes in closed) nobody is asked what is unsure, nor
// alerted.
void case_arrived(pipeline::Context& c, const policy::Proof& proof, const FamilyBars& deps,
                  const CaseId& id);
// Who somebody in this case is was said, taken back or looked at again, or a bar on it was set or
// lifted: what follows from that here and in others. From whoever acts nothing is hidden by it.
void follow_bars(pipeline::Context& c, const policy::Proof& proof, const FamilyBars& deps,
                 const CaseId& id);

// The words of the statement `first` were taken over into a new case as `again`: whoever it is, it
// is the same one, as long as nobody has said who.
void note_taken_over(db::Transaction& tx, const StatementId& again, const StatementId& first);

// By the id of each bar that follows from another case: that case.
std::map<std::string, CaseId> bars_from_elsewhere(db::Transaction& tx, const CaseId& id);
// Is somebody barred from it by a bar that stands and follows from no other?
bool is_barred_by_hand(db::Transaction& tx, const CaseId& id, const StaffId& staff);

// Somebody who may not know of one case and still sees another of somebody who is in it.
struct StillSees {
  StaffId staff;
  CaseId hidden, seen;
};
// Of those who are barred from this case: which others they see. Of those who see this one: from
// which others they are barred, unless somebody has shown it to them again.
std::vector<StillSees> who_still_sees(pipeline::Context& c, const CaseId& id);

// Would nobody be left if this person could not know of the case? Of those who decide, or are there
// at night, one must stay; behind a wall, one of those who keep it. Elsewhere those do not count:
// they have work of their own.
bool leaves_nobody(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                   const StaffId& besides);

// Open cases that whoever asks may know of, and nobody who could decide in them: bars were set, and
// then somebody left. Behind a wall that is counted elsewhere (cases/walls.h). Cost: two
// statements, and few for each case from which as many are barred as could decide.
std::vector<CaseId> cases_nobody_decides(pipeline::Context& c, const model::Borough& borough);

// The tables, for db::Migration.
std::string_view family_bars_schema();

}  // namespace mash::people
