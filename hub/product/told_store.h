// SPDX-License-Identifier: MIT
// Withdrawals and feedback that the gate refused and a person told in another way.
#pragma once

#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::product {

struct ToldRow {
  std::string package;
  CaseId case_id;
  std::string about;  // as the package was sent
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_told(db::Transaction& tx, const ToldRow& row);
std::vector<ToldRow> told_of(db::Transaction& tx, const CaseId& id);  // oldest first

}  // namespace mash::product
