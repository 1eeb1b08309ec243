// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "states.h"

namespace mash::product {

struct FeedbackRow {
  std::string id;
  CaseId case_id;
  NotificationId notification;
  Bytes reference_lookup;
  FeedbackState state{};
  StaffId by;
  UtcTime at;
  std::optional<UtcTime> read_at;
  Bytes sealed;
};
void insert_feedback(db::Transaction& tx, const FeedbackRow& row);
std::vector<FeedbackRow> feedback_of(db::Transaction& tx, const CaseId& id);  // oldest first
// Notes the first reading. Answers the case, or nothing where no feedback has this reference.
std::optional<CaseId> store_read(db::Transaction& tx, const Bytes& reference_lookup, UtcTime at);

}  // namespace mash::product
