// SPDX-License-Identifier: MIT
#include "wall_store.h"

namespace mash::live {

namespace {

WallRow row_of(const db::Row& r) {
  return {r.text(0), r.id<StaffId>(1), r.time(2), r.time(3)};
}

std::optional<WallRow> first(const std::vector<db::Row>& rows) {
  return rows.empty() ? std::nullopt : std::optional(row_of(rows.front()));
}

}  // namespace

void insert_wall(db::Transaction& tx, const WallRow& row, const Bytes& hash) {
  tx.execute(
      "insert into wall_screen (id, hash, started_by, started_at, ends_at)"
      " values ($1, $2, $3, $4, $5)",
      {row.id, hash, row.started_by, row.started_at, row.ends_at});
}

std::optional<WallRow> find_wall(db::Transaction& tx, const std::string& id, UtcTime now) {
  return first(tx.query(
      "select id, started_by, started_at, ends_at from wall_screen where id = $1 and ends_at > $2",
      {id, now}));
}

std::optional<WallRow> find_wall_of(db::Transaction& tx, const Bytes& hash, UtcTime now) {
  return first(
      tx.query("select id, started_by, started_at, ends_at from wall_screen"
               " where hash = $1 and ends_at > $2",
               {hash, now}));
}

std::vector<WallRow> all_walls(db::Transaction& tx, UtcTime now) {
  std::vector<WallRow> out;
  for (const auto& row : tx.query("select id, started_by, started_at, ends_at from wall_screen"
                                  " where ends_at > $1 order by started_at, id",
                                  {now})) {
    out.push_back(row_of(row));
  }
  return out;
}

void remove_wall(db::Transaction& tx, const std::string& id) {
  tx.execute("delete from wall_screen where id = $1", {id});
}

void remove_walls_that_ended(db::Transaction& tx, UtcTime now) {
  tx.execute("delete from wall_screen where ends_at <= $1", {now});
}

}  // namespace mash::live
