// SPDX-License-Identifier: MIT
// Answers about two statements as they are listed and taken back, one by one. What counts of them
// for a statement: judgements() of people_store.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people_store.h"

namespace mash::people {

struct AnswerRow {
  std::string id;
  CaseId case_id;  // in which it was said: that of the statement that was looked up
  StatementId statement;
  StatementId other;
  CaseId other_case;
  std::string search;
  std::string answer;  // same, different or unsure
  StaffId by;
  UtcTime at;
  StaffId withdrawn_by;  // empty: it stands
  UtcTime withdrawn_at;
};
std::optional<AnswerRow> find_answer(db::Transaction& tx, std::string_view id);
// Those that stand, the newest first: of one answer, or of all where it is empty.
std::vector<AnswerRow> standing_answers(db::Transaction& tx, std::string_view answer, int limit,
                                        int offset);
void withdraw_answer(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at);

}  // namespace mash::people
