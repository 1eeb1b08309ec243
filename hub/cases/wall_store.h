// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/cases/walls.h"

namespace mash::cases {

void insert_wall(db::Transaction& tx, const std::string& wall, const CaseId& id, UtcTime at,
                 const StaffId& by);
void store_lowered(db::Transaction& tx, const CaseId& id, UtcTime at, const StaffId& by);

struct LetInRow {
  std::string id;
  CaseId case_id;
  StaffId staff;
  UtcTime since;
  StaffId let_in_by;
  std::optional<UtcTime> ended_at;
  StaffId ended_by;
  Bytes sealed;
};
void insert_let_in(db::Transaction& tx, const LetInRow& row);
std::vector<LetInRow> let_in_rows(db::Transaction& tx, const CaseId& id);  // the newest first
// False: there is none that stands.
bool store_ended(db::Transaction& tx, const CaseId& id, std::string_view entry, UtcTime at,
                 const StaffId& by);
void end_all(db::Transaction& tx, const CaseId& id, UtcTime at, const StaffId& by);

// SQL that holds where the case `column` stands behind a wall that this reader does not pass. The
// hub's own machinery passes each, as does an empty reader: nobody asks for a reader.
std::string behind_wall(std::string_view column, std::string_view reader);
// SQL of the ids of the cases that are hidden from this reader, by a bar or a wall. It names
// nothing of the statement around it: lists leave them out with "not in", asked once and not for
// each row.
std::string hidden_from(std::string_view reader);

}  // namespace mash::cases
