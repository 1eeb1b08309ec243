// SPDX-License-Identifier: MIT
// What was handed over: who had a case or a task, who has it since, who saw to that and where what
// was said stands, until the receiver has looked. What not: the act itself (handover).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/db/database.h"
#include "mash/json/value.h"

namespace mash::shift {

struct Handed {
  std::string id;
  CaseId case_id;
  std::string task;  // empty: the case itself
  StaffId from, to, by;
  UtcTime at;
  std::string log_entry;  // what was said; empty: nothing
};

void insert_handed(db::Transaction& tx, const Handed& row);
// At what this person has not looked yet, the oldest first.
// Cases that are hidden from them do not come.
std::vector<Handed> handed_to(db::Transaction& tx, const StaffId& person);
std::optional<Handed> find_handed(db::Transaction& tx, std::string_view id);
// They have looked at it.
void mark_looked(db::Transaction& tx, const Handed& row, UtcTime at);
// The duty team gave its work back to the front door.
struct HandBack {
  std::string id;
  UtcTime at;
  StaffId by, to;
};
void insert_hand_back(db::Transaction& tx, const HandBack& row);
std::optional<HandBack> last_hand_back(db::Transaction& tx);
// For {{> shift/handed}}: how many wait for a look, false where none does.
json::Value handed_notice(db::Transaction& tx, const StaffId& person);

}  // namespace mash::shift
