// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::disclosure {

struct SignedRow {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  StaffId person;
  UtcTime at;
  Bytes sealed;
};
void insert_signed(db::Transaction& tx, const SignedRow& row,
                   const std::vector<std::string>& releases);
// Of one decision, the oldest first.
std::vector<SignedRow> signed_of(db::Transaction& tx, const std::string& release);

}  // namespace mash::disclosure
