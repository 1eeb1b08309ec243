// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::people {

struct FamilyContactRow {
  std::string id;
  CaseId case_id;
  NotificationId notification;  // empty: none
  StaffId said_by;              // empty: nobody of the hub
  UtcTime at;
  Bytes sealed;
  // It is no longer true.
  StaffId over_by;
  UtcTime over_at;
  Bytes sealed_over;  // empty: it stands
};

void insert_family_contact(db::Transaction& tx, const FamilyContactRow& row);
// Of one case, the newest first.
std::vector<FamilyContactRow> family_contact_rows(db::Transaction& tx, const CaseId& id);

std::optional<FamilyContactRow> find_family_contact(db::Transaction& tx, std::string_view id);
void insert_contact_over(db::Transaction& tx, const FamilyContactRow& row);
// Other cases in which somebody has a part in the family who has one in this case.
std::vector<CaseId> other_cases_of_family(db::Transaction& tx, const CaseId& id);

}  // namespace mash::people
