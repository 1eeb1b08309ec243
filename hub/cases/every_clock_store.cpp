// SPDX-License-Identifier: MIT
#include "mash/cases/every_clock.h"

namespace mash::cases {

std::vector<EveryClock> every_clock(db::Transaction& tx, model::Stage stage) {
  std::vector<EveryClock> out;
  for (const auto& r :
       tx.query("select d.case_id, d.agency, d.started_at, d.due_at from deadline d join case_file"
                " c on c.id = d.case_id where d.stage = $1 and d.withdrawn_at is null"
                " and d.replaced_by is null and c.disposed_at is null and not exists (select 1 from"
                " case_wall w where w.case_id = c.id and w.lowered_at is null)"
                " order by d.case_id, d.started_at, d.id",
                {model::code_of(stage)})) {
    out.push_back({.case_id = r.id<CaseId>(0),
                   .agency = r.id<AgencyId>(1),
                   .started_at = r.time(2),
                   .due_at = r.time(3)});
  }
  return out;
}

}  // namespace mash::cases
