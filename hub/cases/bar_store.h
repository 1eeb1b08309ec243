// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/cases/bars.h"

namespace mash::cases {

struct BarRow {
  std::string id;
  CaseId case_id;
  StaffId staff;
  UtcTime set_at;
  StaffId set_by;
  std::optional<UtcTime> lifted_at;
  StaffId lifted_by;
  Bytes sealed;
};
void insert_bar(db::Transaction& tx, const BarRow& row);
std::vector<BarRow> bar_rows(db::Transaction& tx, const CaseId& id);  // the newest first
// False: there is none that stands.
bool store_lifted(db::Transaction& tx, const CaseId& id, std::string_view bar, UtcTime at,
                  const StaffId& by);

}  // namespace mash::cases
