// SPDX-License-Identifier: MIT
// Rows of files that come in pieces. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::attachments {

struct ArrivingRow {
  std::string id;
  CaseId case_id;
  std::int64_t pieces = 0;
  Arrival state = Arrival::coming;
  UtcTime told_at;
  std::optional<UtcTime> seen_to_at;
  Bytes sealed;  // name, what it shows, size, hash
};

// False: there is one of this id.
bool insert_arriving(db::Transaction& tx, const ArrivingRow& row);
std::optional<ArrivingRow> find_arriving(db::Transaction& tx, std::string_view file);
// All but those that are whole, the oldest first.
std::vector<ArrivingRow> arriving_of(db::Transaction& tx, const CaseId& id);
// Of all cases: broken, or coming since before `late`, and nobody has seen to it.
std::vector<ArrivingRow> not_seen_to(db::Transaction& tx, UtcTime late);
void end_arriving(db::Transaction& tx, std::string_view file, Arrival state);
// False: somebody has, or there is no such file.
bool see_to(db::Transaction& tx, const CaseId& id, std::string_view file, const StaffId& by,
            UtcTime at);

// False: this piece is here.
bool insert_piece(db::Transaction& tx, std::string_view file, std::int64_t number, UtcTime at,
                  const Bytes& sealed);
std::int64_t count_pieces(db::Transaction& tx, std::string_view file);
Bytes piece_of(db::Transaction& tx, std::string_view file, std::int64_t number);
void remove_pieces(db::Transaction& tx, std::string_view file);
// Of files that no notification has named.
std::int64_t count_unnamed_pieces(db::Transaction& tx, UtcTime before);
std::int64_t remove_unnamed_pieces(db::Transaction& tx, UtcTime before);

}  // namespace mash::attachments
