// SPDX-License-Identifier: MIT
// That somebody looked at what contradicts itself and said that it is one person all the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people_store.h"

namespace mash::people {

struct UpheldRow {
  std::string id;
  CaseId case_id;         // in which it was said
  StatementId statement;  // one of the person's
  StaffId by;
  UtcTime at;
  Bytes sealed;
  StaffId withdrawn_by;  // empty: it stands
  UtcTime withdrawn_at;
};
void insert_upheld(db::Transaction& tx, const UpheldRow& row);
// Of the person and of all who were joined with them, those that stand, the newest first.
std::vector<UpheldRow> upheld_rows(db::Transaction& tx, const PersonId& person);
std::optional<UpheldRow> find_upheld(db::Transaction& tx, std::string_view id);
void withdraw_upheld(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at);

}  // namespace mash::people
