// SPDX-License-Identifier: MIT
// Every case that there is, for analysis of the whole record (research). What not: what was said in
// them; whether somebody may know of one, beyond walls, which hide it from analysis altogether.
// Thread safety: as the transaction. Cost: one statement, which reads all cases.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "mash/db/database.h"
#include "mash/model/words.h"

namespace mash::cases {

struct EveryCase {
  CaseId id;
  UtcTime received_at;
  model::NotificationState state{};
  model::Rating rating{};
  std::optional<model::NeedLevel> level;
  bool urgent = false;
};
// In the order of receipt, those that came at the same time by id. None behind a wall, and none
// that was disposed of.
std::vector<EveryCase> every_case(db::Transaction& tx);
// Which stand behind a wall now.
std::set<CaseId> walled_cases(db::Transaction& tx);

}  // namespace mash::cases
