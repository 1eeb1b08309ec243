// SPDX-License-Identifier: MIT
#include "shift_store.h"

#include "mash/model/stored.h"

namespace mash::shift {

namespace {

const std::string k_select =
    "select id, desk, person, duty, starts_at, ends_at, deputy, version, entered_at, entered_by"
    " from shift where removed_at is null and ";

std::vector<ShiftRow> shifts_of(const db::Rows& rows) {
  std::vector<ShiftRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .desk = r.id<AgencyId>(1),
                   .person = r.id<StaffId>(2),
                   .duty = model::stored<Duty>(r.text(3)),
                   .from = r.time(4),
                   .until = r.time(5),
                   .deputy = r.id<StaffId>(6),
                   .version = r.integer(7),
                   .entered_at = r.time(8),
                   .entered_by = r.id<StaffId>(9)});
  }
  return out;
}

db::Param deputy_of(const ShiftRow& row) {
  return row.deputy.empty() ? db::Param(db::Null{}) : db::Param(row.deputy);
}

}  // namespace

void insert_shift(db::Transaction& tx, const ShiftRow& row) {
  tx.execute(
      "insert into shift (id, desk, person, duty, starts_at, ends_at, deputy, version, entered_at,"
      " entered_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {row.id, row.desk, row.person, model::code_of(row.duty), row.from, row.until, deputy_of(row),
       row.version, row.entered_at, row.entered_by});
}

void update_shift(db::Transaction& tx, const ShiftRow& row) {
  tx.execute(
      "update shift set desk = $2, person = $3, duty = $4, starts_at = $5, ends_at = $6, deputy ="
      " $7, version = version + 1, entered_at = $8, entered_by = $9 where id = $1",
      {row.id, row.desk, row.person, model::code_of(row.duty), row.from, row.until, deputy_of(row),
       row.entered_at, row.entered_by});
}

void remove_shift(db::Transaction& tx, std::string_view id, UtcTime at) {
  tx.execute("update shift set removed_at = $2, version = version + 1 where id = $1", {id, at});
}

std::optional<ShiftRow> find_shift(db::Transaction& tx, std::string_view id) {
  auto rows = shifts_of(tx.query(k_select + "id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<ShiftRow> shifts_between(db::Transaction& tx, UtcTime from, UtcTime until) {
  return shifts_of(
      tx.query(k_select + "ends_at > $1 and starts_at < $2 order by desk, starts_at, person, id",
               {from, until}));
}

}  // namespace mash::shift
