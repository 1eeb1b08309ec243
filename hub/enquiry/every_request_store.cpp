// SPDX-License-Identifier: MIT
#include "mash/enquiry/every_request.h"

namespace mash::enquiry {

std::vector<EveryRequest> every_request(db::Transaction& tx) {
  std::vector<EveryRequest> out;
  for (const auto& r :
       tx.query("select e.case_id, e.agency, e.sent_at, (select min(a.returned_at) from"
                " enquiry_return a where a.enquiry_id = e.id and a.kind <> $1) from enquiry e join"
                " case_file c on c.id = e.case_id where e.state not in ($2, $3)"
                " and c.disposed_at is null and not exists (select 1 from case_wall w where"
                " w.case_id = c.id and w.lowered_at is null) order by e.sent_at, e.id",
                {model::code_of(model::ReturnKind::not_available),
                 model::code_of(model::EnquiryState::draft),
                 model::code_of(model::EnquiryState::withdrawn)})) {
    EveryRequest one{.case_id = r.id<CaseId>(0), .agency = r.id<AgencyId>(1), .sent_at = r.time(2)};
    if (!r.is_null(3)) one.answered_at = r.time(3);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::enquiry
