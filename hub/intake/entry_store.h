// SPDX-License-Identifier: MIT
// The drafts of notifications as rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entry_draft.h"

namespace mash::intake {

// How a draft ended. `case_id` where it was taken in, else `reason`.
struct EntryEnd {
  StaffId by;
  CaseId case_id;
  std::string reason;
  Bytes sealed = {};  // under which reference it is here already; else empty
};

struct EntryRow {
  std::string id;
  StaffId by;
  UtcTime begun_at;
  StaffId saved_by;
  UtcTime saved_at;
  std::int64_t version = 0;
  std::optional<EntryEnd> end;
  Bytes sealed;  // once it ended what EntryEnd says, else empty
};

void insert_entry(db::Transaction& tx, const EntryRow& row);
// False if it is no longer at the version before.
bool store_entry(db::Transaction& tx, const EntryRow& row);
// Forgets its words; false if it had ended or was changed since `version`.
bool end_entry(db::Transaction& tx, const std::string& id, std::int64_t version,
               const EntryEnd& end);
std::optional<EntryRow> find_entry(db::Transaction& tx, std::string_view id);
// Those that have not ended, the oldest first, without what is sealed.
std::vector<EntryRow> open_entries(db::Transaction& tx);

}  // namespace mash::intake
