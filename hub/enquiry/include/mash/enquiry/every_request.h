// SPDX-License-Identifier: MIT
// When each agency was asked and first answered, for analysis of the whole record: ids and times in
// clear, no words.
// What: requests that were sent and not withdrawn. An answer in part is an answer; "was not
// available" is none. What not: what was asked or answered; due times (cases/every_clock.h);
// requests of cases behind a wall or disposed of.
// Thread safety: as the transaction. Cost: one statement, which reads all requests.
#pragma once

#include <optional>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"

namespace mash::enquiry {

struct EveryRequest {
  CaseId case_id;
  AgencyId agency;
  UtcTime sent_at;
  std::optional<UtcTime> answered_at;  // the first time
};
// In the order of sending.
std::vector<EveryRequest> every_request(db::Transaction& tx);

}  // namespace mash::enquiry
