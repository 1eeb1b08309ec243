// SPDX-License-Identifier: MIT
// Conflicts of interest: a member of staff, or somebody close to them, is in a case, so that the
// case is to them as if absent (policy: Rule::barred). Set and lifted, never deleted. Whoever asks
// here whether a case is hidden from somebody hears of walls (walls.h) as well.
// What not: that they follow a family into later cases (people/family_bars.h), who is told.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

struct Bar {
  std::string id;
  CaseId case_id;
  StaffId staff;
  UtcTime set_at;
  StaffId set_by;  // k_system: the hub
  Sensitive reason;
  std::optional<UtcTime> lifted_at;
  StaffId lifted_by;
};

// By whose word: of whoever acts, or of the hub, by what follows from elsewhere.
enum class BarBy { person, hub };
// From now on the case is absent to this person, until each bar of theirs is lifted; if they hold
// it, nobody holds it any more. Answers the bar's id.
std::string set_bar(pipeline::Context& c, const CaseId& id, const StaffId& staff,
                    const std::string& reason, BarBy by = BarBy::person);
// False: the case has no such bar, or it is lifted.
bool lift_bar(pipeline::Context& c, const CaseId& id, std::string_view bar,
              BarBy by = BarBy::person);
// All of a case, also those that are lifted, the newest first.
std::vector<Bar> bars_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// Is this person barred from it, whether or not a wall hides it from them too?
bool has_bar(db::Transaction& tx, const CaseId& id, const StaffId& staff);
// Is the case absent to this person, by a bar or a wall, or since it was disposed of?
bool is_barred(db::Transaction& tx, const CaseId& id, const StaffId& staff);
// Which cases are absent to this person, by a bar or a wall. Few, if any: of what was disposed of
// nothing is left that leads to it.
std::set<CaseId> barred_cases(db::Transaction& tx, const StaffId& staff);
// Is any case absent to anybody?
bool anything_hidden(db::Transaction& tx);
// Which cases are absent to anybody: what all of the front door may see does not depend on these.
std::set<CaseId> restricted_cases(db::Transaction& tx);

}  // namespace mash::cases
