// SPDX-License-Identifier: MIT
#include "answer_store.h"

namespace mash::people {

namespace {

constexpr std::string_view k_answer =
    "select j.id, s.case_id, j.statement_id, j.other_statement, o.case_id, j.search_id, j.answer,"
    " j.by_staff, j.at, j.withdrawn_by, j.withdrawn_at from judgement j"
    " join statement s on s.id = j.statement_id join statement o on o.id = j.other_statement ";

AnswerRow answer_of(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .statement = r.id<StatementId>(2),
          .other = r.id<StatementId>(3),
          .other_case = r.id<CaseId>(4),
          .search = r.text(5),
          .answer = r.text(6),
          .by = r.id<StaffId>(7),
          .at = r.time(8),
          .withdrawn_by = r.id<StaffId>(9),
          .withdrawn_at = UtcTime{r.integer_or(10, 0)}};
}

}  // namespace

std::optional<AnswerRow> find_answer(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(std::string(k_answer) + "where j.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return answer_of(rows.front());
}

std::vector<AnswerRow> standing_answers(db::Transaction& tx, std::string_view answer, int limit,
                                        int offset) {
  std::vector<AnswerRow> out;
  for (const auto& r : tx.query(std::string(k_answer) +
                                    "where j.withdrawn_at is null and ($1 = '' or j.answer = $1)"
                                    " order by j.at desc, j.id limit $2 offset $3",
                                {answer, limit, offset})) {
    out.push_back(answer_of(r));
  }
  return out;
}

void withdraw_answer(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at) {
  tx.execute("update judgement set withdrawn_by = $2, withdrawn_at = $3 where id = $1",
             {id, by, at});
}

}  // namespace mash::people
