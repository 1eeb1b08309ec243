// SPDX-License-Identifier: MIT
#pragma once

#include <string>
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
};

void insert_family_contact(db::Transaction& tx, const FamilyContactRow& row);
// Of one case, the newest first.
std::vector<FamilyContactRow> family_contact_rows(db::Transaction& tx, const CaseId& id);

}  // namespace mash::people
