// SPDX-License-Identifier: MIT
// Rows of this slice. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "words.h"

namespace mash::allegations {

struct AllegationRow {
  std::string id;
  CaseId case_id;
  UtcTime at;
  StaffId by;
  std::optional<UtcTime> taken_up_at;
  StaffId taken_up_by;
  std::optional<UtcTime> ended_at;
  StaffId ended_by;
  std::optional<Finding> finding;
  Bytes sealed;
  Bytes ended_sealed;
};
void insert_allegation(db::Transaction& tx, const AllegationRow& row);
// The newest first.
std::vector<AllegationRow> allegations_of(db::Transaction& tx, const CaseId& id);
std::optional<AllegationRow> last_allegation(db::Transaction& tx, const CaseId& id);
void store_taken_up(db::Transaction& tx, const std::string& id, UtcTime at, const StaffId& by);
// The columns of how it ended.
void store_ended(db::Transaction& tx, const AllegationRow& row);

struct ChildCaseRow {
  std::string allegation;
  CaseId case_id;
  UtcTime at;
  StaffId by;
};
void insert_child_case(db::Transaction& tx, const ChildCaseRow& row);
std::vector<ChildCaseRow> child_cases(db::Transaction& tx, const std::string& allegation);

}  // namespace mash::allegations
