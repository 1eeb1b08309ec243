// SPDX-License-Identifier: MIT
// Rows of the log. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::casework {

struct LogRow {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  UtcTime entered_at;
  StaffId entered_by;
  std::string corrects;      // empty: nothing
  std::string corrected_by;  // not stored: the entry that points to this one
  Bytes sealed;
};

// Behind all others of its case.
void insert_log_entry(db::Transaction& tx, const LogRow& row);
std::optional<LogRow> find_log_entry(db::Transaction& tx, const CaseId& id, std::string_view entry);
int count_log(db::Transaction& tx, const CaseId& id);
// The newest first, by when they were written down.
std::vector<LogRow> log_rows(db::Transaction& tx, const CaseId& id, int limit, int offset);

}  // namespace mash::casework
