// SPDX-License-Identifier: MIT
#include "pace_store.h"

namespace mash::pace {

namespace {

const std::string k_select =
    "select id, staff, agency, at, cases, said_at, sealed from pace_passed ";

std::vector<PassedRow> rows_of(const db::Rows& rows) {
  std::vector<PassedRow> out;
  for (const auto& r : rows) {
    PassedRow one{.id = r.text(0),
                  .passed = {.staff = r.id<StaffId>(1),
                             .agency = r.id<AgencyId>(2),
                             .at = r.time(3),
                             .cases = static_cast<int>(r.integer(4))}};
    if (!r.is_null(5)) {
      one.said_at = r.time(5);
      one.sealed = r.blob(6);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void insert_passed(db::Transaction& tx, const PassedRow& row) {
  tx.execute("insert into pace_passed (id, staff, agency, at, cases) values ($1, $2, $3, $4, $5)",
             {row.id, row.passed.staff, row.passed.agency, row.passed.at, row.passed.cases});
}

std::optional<PassedRow> unsaid(db::Transaction& tx, const StaffId& staff, UtcTime since) {
  auto found = rows_of(tx.query(
      k_select + "where staff = $1 and at > $2 and said_at is null order by at desc limit 1",
      {staff, since}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void store_said(db::Transaction& tx, std::string_view id, UtcTime at, const Bytes& sealed) {
  tx.execute("update pace_passed set said_at = $2, sealed = $3 where id = $1", {id, at, sealed});
}

std::vector<PassedRow> newest_passed(db::Transaction& tx, int limit) {
  return rows_of(tx.query(k_select + "order by at desc, id limit $1", {limit}));
}

}  // namespace mash::pace
