// SPDX-License-Identifier: MIT
// Rows of discussions and of what each agency contributed. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::casework {

struct DiscussionRow {
  std::string id;
  CaseId case_id;
  DiscussionKind kind{};
  AgencyId owner;  // of whoever wrote the record
  UtcTime recorded_at;
  StaffId recorded_by;
  Bytes sealed;
};
// One version of what one agency said.
struct ContributionRow {
  std::string id;
  std::string discussion;
  CaseId case_id;
  AgencyId agency;  // whose words they are, whoever wrote them down
  std::int64_t version = 1;
  AgencyId written_for;  // the writer's own agency
  StaffId written_by;
  UtcTime written_at;
  StaffId confirmed_by;  // empty: not confirmed
  std::optional<UtcTime> confirmed_at;
  Bytes sealed;
};

void insert_discussion(db::Transaction& tx, const DiscussionRow& row);
std::optional<DiscussionRow> find_discussion(db::Transaction& tx, const CaseId& id,
                                             std::string_view discussion);
std::vector<DiscussionRow> discussions_of(db::Transaction& tx, const CaseId& id);  // newest first

void insert_attended(db::Transaction& tx, std::string_view discussion, const StaffId& who);
std::vector<StaffId> attended(db::Transaction& tx, std::string_view discussion);

void insert_contribution(db::Transaction& tx, const ContributionRow& row);
void store_confirmed(db::Transaction& tx, std::string_view contribution, const StaffId& by,
                     UtcTime at);
// By agency, the newest version of each first.
std::vector<ContributionRow> contributions(db::Transaction& tx, std::string_view discussion);

}  // namespace mash::casework
