// SPDX-License-Identifier: MIT
#include "mash/cases/every_clock.h"

#include "mash/model/stored.h"

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

std::vector<DueClock> clocks_due_since(db::Transaction& tx, UtcTime since) {
  std::vector<DueClock> out;
  for (const auto& r :
       tx.query("select d.case_id, d.agency, d.stage, d.rating, d.policy_id, d.policy_version,"
                " d.due_at, d.met_at from deadline d join case_file c on c.id = d.case_id"
                " where d.due_at >= $1 and d.withdrawn_at is null and d.replaced_by is null"
                " and c.disposed_at is null and not exists (select 1 from case_wall w where"
                " w.case_id = c.id and w.lowered_at is null) order by d.due_at, d.id",
                {since})) {
    DueClock one{.case_id = r.id<CaseId>(0),
                 .stage = model::stored<model::Stage>(r.text(2)),
                 .rating = model::stored<model::Rating>(r.text(3)),
                 .policy_id = r.text(4),
                 .policy_version = r.integer(5),
                 .due_at = r.time(6)};
    if (!r.is_null(1)) one.agency = r.id<AgencyId>(1);
    if (!r.is_null(7)) one.met_at = r.time(7);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::cases
