// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "mash/pace/pace.h"

namespace mash::pace {

struct PassedRow {
  std::string id;
  Passed passed;
  std::optional<UtcTime> said_at;
  Bytes sealed;  // why, once they have said it
};
void insert_passed(db::Transaction& tx, const PassedRow& row);
// The newest of this person since then that has no reason yet.
std::optional<PassedRow> unsaid(db::Transaction& tx, const StaffId& staff, UtcTime since);
void store_said(db::Transaction& tx, std::string_view id, UtcTime at, const Bytes& sealed);
std::vector<PassedRow> newest_passed(db::Transaction& tx, int limit);

}  // namespace mash::pace
