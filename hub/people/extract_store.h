// SPDX-License-Identifier: MIT
// Rows of lists that were compared. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

struct ExtractRow {
  std::string id;
  StaffId by;
  UtcTime at;
  AgencyId agency;  // whose list it is
  std::int64_t listed = 0;
  Bytes sealed;
};
void insert_extract(db::Transaction& tx, const ExtractRow& row);
std::optional<ExtractRow> find_extract(db::Transaction& tx, std::string_view id);
void remove_extracts_before(db::Transaction& tx, UtcTime at);

}  // namespace mash::people
