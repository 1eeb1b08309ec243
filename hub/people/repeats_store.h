// SPDX-License-Identifier: MIT
// In which cases people are named, and the repeats that wait for a second look.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

// All but the hidden ones: by person, those in which they or somebody joined with them is named.
// Cost: two statements for up to 20.
using CasesOfPersons = std::map<PersonId, std::set<CaseId>>;
CasesOfPersons cases_of_persons(db::Transaction& tx, const std::set<PersonId>& persons,
                                const std::set<CaseId>& hidden);

// That a rule is hit for a child only with a case that is hidden from somebody.
struct HiddenRepeatRow {
  CaseId case_id;
  PersonId child;
  CaseId other;  // the hidden one
  UtcTime at;
  StaffId by;     // who decided
  int spare = 0;  // how many of the cases that were counted could be missing
};
void insert_hidden_repeat(db::Transaction& tx, const HiddenRepeatRow& row);
void settle_hidden_repeat(db::Transaction& tx, const HiddenRepeatRow& row, UtcTime at,
                          const StaffId& by);
// That nobody has settled, the oldest first: all, or of a child of a case and those joined with it.
std::vector<HiddenRepeatRow> open_hidden_repeats(db::Transaction& tx);
std::vector<HiddenRepeatRow> open_hidden_repeats(db::Transaction& tx, const CaseId& id,
                                                 const PersonId& child);

}  // namespace mash::people
