// SPDX-License-Identifier: MIT
// Rows of what was told by telephone, of its review and of the owner's answer. What is sealed stays
// sealed here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::told {

struct Said {
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
struct ToldRow {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  UtcTime told_at;
  StaffId told_by;  // who spoke
  StaffId recorded_by;
  UtcTime recorded_at;
  std::string clock;               // of the review; empty: not timed
  std::vector<std::string> basis;  // codes of LawfulBasis
  Bytes sealed;
  std::optional<Answer> answer;  // with `review`
  std::optional<Said> review;
  std::optional<Said> reply;  // of the owner
};
// As it was worded when it was told.
struct ItemVersion {
  ItemId item;
  std::int64_t version = 1;
};
void insert_told(db::Transaction& tx, const ToldRow& row, const std::vector<ItemVersion>& items,
                 const std::vector<StaffId>& asked);
void insert_review(db::Transaction& tx, const ToldRow& row, Answer answer, const Said& said);
void insert_reply(db::Transaction& tx, const ToldRow& row, const Said& said);

std::optional<ToldRow> find_told(db::Transaction& tx, const CaseId& id, std::string_view told);
std::vector<ToldRow> told_of_case(db::Transaction& tx, const CaseId& id);  // the newest first
std::vector<ToldRow> not_reviewed(db::Transaction& tx);                    // the oldest first
std::vector<ToldRow> not_read(db::Transaction& tx, const AgencyId& owner);
std::vector<ItemVersion> items_of(db::Transaction& tx, std::string_view told);
std::vector<StaffId> asked_about(db::Transaction& tx, std::string_view told);

}  // namespace mash::told
