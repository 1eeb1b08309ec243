// SPDX-License-Identifier: MIT
#include "upheld_store.h"

#include "person_store.h"

namespace mash::people {

namespace {

constexpr std::string_view k_upheld =
    "select u.id, u.case_id, u.statement_id, u.by_staff, u.at, u.sealed, u.withdrawn_by,"
    " u.withdrawn_at from person_upheld u ";

UpheldRow upheld_of(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .statement = r.id<StatementId>(2),
          .by = r.id<StaffId>(3),
          .at = r.time(4),
          .sealed = r.blob(5),
          .withdrawn_by = r.id<StaffId>(6),
          .withdrawn_at = UtcTime{r.integer_or(7, 0)}};
}

}  // namespace

void insert_upheld(db::Transaction& tx, const UpheldRow& row) {
  tx.execute(
      "insert into person_upheld (id, case_id, statement_id, by_staff, at, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.case_id, row.statement, row.by, row.at, row.sealed});
}

std::vector<UpheldRow> upheld_rows(db::Transaction& tx, const PersonId& person) {
  std::vector<UpheldRow> out;
  for (const auto& r : tx.query(std::string(k_upheld) +
                                    "join statement s on s.id = u.statement_id"
                                    " where u.withdrawn_at is null and s.person_id in " +
                                    members_of("$1") + " order by u.at desc, u.id",
                                {person})) {
    out.push_back(upheld_of(r));
  }
  return out;
}

std::optional<UpheldRow> find_upheld(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(std::string(k_upheld) + "where u.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return upheld_of(rows.front());
}

void withdraw_upheld(db::Transaction& tx, std::string_view id, const StaffId& by, UtcTime at) {
  tx.execute("update person_upheld set withdrawn_by = $2, withdrawn_at = $3 where id = $1",
             {id, by, at});
}

}  // namespace mash::people
