// SPDX-License-Identifier: MIT
// Who told of each case and of which worries, in codes, for analysis of the whole record
// (research). Words are opened here, one notification at a time, and never leave this slice.
// Thread safety: as the transaction. Cost: one opening for each notification.
#pragma once

#include <functional>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"
#include "mash/pipeline/vault.h"

namespace mash::intake {

struct ToldOf {
  CaseId case_id;
  model::ReferralSource source{};
  std::vector<model::ConcernType> concerns;  // the main one first
};
// All there are, in no order.
void each_told(db::Transaction& tx, const pipeline::Vault& vault,
               const std::function<void(ToldOf)>& f);

}  // namespace mash::intake
