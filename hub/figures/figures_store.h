// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mash/board/publication.h"
#include "mash/db/database.h"

namespace mash::figures {

struct QuarterRow {
  board::Quarter quarter;
  StaffId asked_by;
  UtcTime asked_at;
  std::optional<UtcTime> prepared_at;
  std::string shown;  // of board::encode; empty: not prepared, or it cannot be shown safely
  Bytes sealed;
  std::optional<UtcTime> published_at;
  StaffId published_by;
  std::string file;
};
// The newest quarter first.
std::vector<QuarterRow> all_quarters(db::Transaction& tx);
std::optional<QuarterRow> find_quarter(db::Transaction& tx, board::Quarter quarter);
// In place of what was prepared before. Not of a quarter that is published.
void ask_for(db::Transaction& tx, board::Quarter quarter, const StaffId& by, UtcTime at);
// Nothing where it was asked for again meanwhile, or published.
void store_prepared(db::Transaction& tx, const QuarterRow& asked, const std::string& shown,
                    const Bytes& sealed, UtcTime at);
void store_published(db::Transaction& tx, board::Quarter quarter, const std::string& file,
                     const StaffId& by, UtcTime at);

struct ElementRow {
  std::string element;
  board::Element said;
  StaffId said_by;
  UtcTime said_at;
};
// What was said last of each.
std::map<std::string, ElementRow, std::less<>> elements(db::Transaction& tx);
void add_element(db::Transaction& tx, const ElementRow& row);

}  // namespace mash::figures
