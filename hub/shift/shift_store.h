// SPDX-License-Identifier: MIT
// Rows of the rota.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "words.h"

namespace mash::shift {

struct ShiftRow {
  std::string id;
  AgencyId desk;
  StaffId person;
  Duty duty{};
  UtcTime from, until;  // from is in it, until is not
  StaffId deputy;       // who stands in for somebody who is away; may be empty
  std::int64_t version = 1;
  UtcTime entered_at;
  StaffId entered_by;
};

void insert_shift(db::Transaction& tx, const ShiftRow& row);
// What stands in the row, with the next version.
void update_shift(db::Transaction& tx, const ShiftRow& row);
void remove_shift(db::Transaction& tx, std::string_view id, UtcTime at);
std::optional<ShiftRow> find_shift(db::Transaction& tx, std::string_view id);
// All that have a moment in between, by desk, beginning and person.
std::vector<ShiftRow> shifts_between(db::Transaction& tx, UtcTime from, UtcTime until);

}  // namespace mash::shift
