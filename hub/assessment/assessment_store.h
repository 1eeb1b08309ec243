// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/db/database.h"

namespace mash::assessment {

struct AssessmentRow {
  std::string id;
  CaseId case_id;
  PersonId child;
  std::string rules;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_assessment(db::Transaction& tx, const AssessmentRow& row);
std::vector<AssessmentRow> assessment_rows(db::Transaction& tx, const CaseId& id);  // oldest first

struct DissentRow {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_dissent(db::Transaction& tx, const DissentRow& row);
std::vector<DissentRow> dissent_rows(db::Transaction& tx, const CaseId& id);  // oldest first

}  // namespace mash::assessment
