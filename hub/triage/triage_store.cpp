// SPDX-License-Identifier: MIT
#include "triage_store.h"

#include "mash/model/stored.h"

namespace mash::triage {

using model::stored;

void insert_screening(db::Transaction& tx, const ScreeningRow& row) {
  tx.execute(
      "insert into screening (id, case_id, at, by_staff, outcome, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.case_id, row.at, row.by, model::code_of(row.outcome), row.sealed});
}

std::optional<ScreeningRow> last_screening(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query(
      "select id, case_id, at, by_staff, outcome, sealed from screening"
      " where case_id = $1 order by at desc, id limit 1",
      {id});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return ScreeningRow{.id = r.text(0),
                      .case_id = r.id<CaseId>(1),
                      .at = r.time(2),
                      .by = r.id<StaffId>(3),
                      .outcome = stored<NextStep>(r.text(4)),
                      .sealed = r.blob(5)};
}

void insert_open_check(db::Transaction& tx, const OpenCheckRow& row) {
  tx.execute(
      "insert into open_check (id, case_id, place, child, at, by_staff, answer, worker_is, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from open_check where case_id = $2),"
      " $3, $4, $5, $6, $7, $8)",
      {row.id, row.case_id, row.child, row.at, row.by, model::code_of(row.answer),
       row.worker_is ? db::Param(model::code_of(*row.worker_is)) : db::Param(db::Null{}),
       row.sealed});
}

std::vector<OpenCheckRow> open_check_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<OpenCheckRow> out;
  for (const auto& r : tx.query("select id, case_id, child, at, by_staff, answer, worker_is, sealed"
                                " from open_check where case_id = $1 order by place desc",
                                {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .child = r.id<PersonId>(2),
                   .at = r.time(3),
                   .by = r.id<StaffId>(4),
                   .answer = stored<OpenAnswer>(r.text(5)),
                   .worker_is = r.is_null(6) ? std::optional<WorkerIs>()
                                             : std::optional(stored<WorkerIs>(r.text(6))),
                   .sealed = r.blob(7)});
  }
  return out;
}

void insert_rating(db::Transaction& tx, const RatingRow& row) {
  tx.execute(
      "insert into rating (id, case_id, place, at, by_staff, kind, rating, level, overridden,"
      " sealed) values ($1, $2,"
      " (select coalesce(max(place), 0) + 1 from rating where case_id = $2),"
      " $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.case_id, row.at, row.by, model::code_of(row.kind), model::code_of(row.rating),
       model::code_of(row.level), row.overridden ? 1 : 0, row.sealed});
}

std::vector<RatingRow> rating_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<RatingRow> out;
  for (const auto& r :
       tx.query("select id, case_id, at, by_staff, kind, rating, level, overridden, sealed"
                " from rating where case_id = $1 order by place desc",
                {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .at = r.time(2),
                   .by = r.id<StaffId>(3),
                   .kind = stored<RatingKind>(r.text(4)),
                   .rating = stored<model::Rating>(r.text(5)),
                   .level = stored<model::NeedLevel>(r.text(6)),
                   .overridden = r.integer(7) != 0,
                   .sealed = r.blob(8)});
  }
  return out;
}

void insert_response(db::Transaction& tx, const ResponseRow& row) {
  tx.execute(
      "insert into response_type (id, case_id, at, by_staff, code) values ($1, $2, $3, $4, $5)",
      {row.id, row.case_id, row.at, row.by, model::code_of(row.type)});
}

std::optional<ResponseRow> last_response(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query(
      "select id, case_id, at, by_staff, code from response_type where case_id = $1"
      " order by at desc, id limit 1",
      {id});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return ResponseRow{.id = r.text(0),
                     .case_id = r.id<CaseId>(1),
                     .at = r.time(2),
                     .by = r.id<StaffId>(3),
                     .type = stored<ResponseType>(r.text(4))};
}

void insert_breach_note(db::Transaction& tx, const BreachRow& row) {
  tx.execute(
      "insert into breach_note (id, deadline_id, case_id, at, by_staff, reason, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.deadline, row.case_id, row.at, row.by, model::code_of(row.reason), row.sealed});
}

std::vector<BreachRow> breach_notes(db::Transaction& tx, std::string_view deadline) {
  std::vector<BreachRow> out;
  for (const auto& r :
       tx.query("select id, deadline_id, case_id, at, by_staff, reason, sealed from breach_note"
                " where deadline_id = $1 order by at desc, id",
                {deadline})) {
    out.push_back({.id = r.text(0),
                   .deadline = r.text(1),
                   .case_id = r.id<CaseId>(2),
                   .at = r.time(3),
                   .by = r.id<StaffId>(4),
                   .reason = stored<model::BreachReason>(r.text(5)),
                   .sealed = r.blob(6)});
  }
  return out;
}

void insert_search(db::Transaction& tx, const SearchRow& row) {
  tx.execute("insert into queue_search (id, by_staff, at, sealed) values ($1, $2, $3, $4)",
             {row.id, row.by, row.at, row.sealed});
}

std::optional<SearchRow> find_search(db::Transaction& tx, std::string_view id) {
  const auto rows =
      tx.query("select id, by_staff, at, sealed from queue_search where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return SearchRow{.id = r.text(0), .by = r.id<StaffId>(1), .at = r.time(2), .sealed = r.blob(3)};
}

}  // namespace mash::triage
