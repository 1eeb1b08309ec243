// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <vector>

#include "alerts_store.h"
#include "mash/alerts/alerts.h"
#include "mash/cases/cases.h"

namespace mash::alerts {

// Who gets this step now: of the role, present or on call by the rota, or standing in; all of the
// role where nobody is. They work here and may know of the case; `id` may be empty, then nobody is
// barred.
std::vector<StaffId> who_gets(db::Transaction& tx, const model::Borough& borough, const Step& step,
                              const CaseId& id, UtcTime now);
// Whom this rule tells of a clock of the case.
std::vector<StaffId> who_owes(db::Transaction& tx, const model::Borough& borough, Owed who,
                              const cases::CaseHead& head, const AgencyId& agency, UtcTime now);
// At this desk or on call for it, and who stands in for them.
std::vector<StaffId> who_is_at(db::Transaction& tx, const model::Borough& borough,
                               const AgencyId& desk, const CaseId& id, UtcTime now);
// To whom somebody goes who sees that no manager has opened it.
struct GoTo {
  std::vector<StaffId> people;  // managers, else their deputies; behind a wall those who keep it
  bool here = false;            // they are at work or on call now; else none of them is
  std::vector<StaffId> duty;    // of the duty team, those who may know of it
  bool whole_team = false;      // nobody of it may not
};
GoTo who_is_first(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                  UtcTime now);
// Who decides in this case; where no manager may know of it, whoever comes after them.
std::vector<StaffId> leads_of(db::Transaction& tx, const model::Borough& borough, const CaseId& id,
                              UtcTime now);
// Who could be the second person to whatever these did.
std::vector<StaffId> second_persons(db::Transaction& tx, const model::Borough& borough,
                                    const std::set<StaffId>& first, const CaseId& id, UtcTime now);
// Who looks after what this person reads.
std::vector<StaffId> overseers_of(db::Transaction& tx, const model::Borough& borough,
                                  const StaffId& person, UtcTime now);
// They work here, or outside for an agency that the hub tells, and may know of the case; `id` may
// be empty.
bool may_be_told(db::Transaction& tx, const model::Borough& borough, const StaffId& person,
                 const CaseId& id);

// Into the outbox, for each by each way in which the configuration knows them. Answers how many.
int write_to(pipeline::Context& c, const model::Borough& borough,
             const std::vector<StaffId>& people, const Alert& about);

}  // namespace mash::alerts
