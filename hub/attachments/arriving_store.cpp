// SPDX-License-Identifier: MIT
#include "arriving_store.h"

#include "mash/model/stored.h"

namespace mash::attachments {

namespace {

const std::string k_select =
    "select id, case_id, pieces, state, told_at, seen_to_at, sealed from arriving_file where ";
const std::string k_unnamed =
    " from arriving_piece where at < $1 and not exists"
    " (select 1 from arriving_file f where f.id = arriving_piece.file_id)";

std::vector<ArrivingRow> rows_of(const db::Rows& rows) {
  std::vector<ArrivingRow> out;
  for (const auto& r : rows) {
    ArrivingRow row{.id = r.text(0),
                    .case_id = r.id<CaseId>(1),
                    .pieces = r.integer(2),
                    .state = model::stored<Arrival>(r.text(3)),
                    .told_at = r.time(4),
                    .seen_to_at = std::nullopt,
                    .sealed = r.blob(6)};
    if (!r.is_null(5)) row.seen_to_at = r.time(5);
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

bool insert_arriving(db::Transaction& tx, const ArrivingRow& row) {
  return tx.execute(
             "insert into arriving_file (id, case_id, pieces, state, told_at, sealed)"
             " values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
             {row.id, row.case_id, row.pieces, model::code_of(row.state), row.told_at,
              row.sealed}) == 1;
}

std::optional<ArrivingRow> find_arriving(db::Transaction& tx, std::string_view file) {
  auto rows = rows_of(tx.query(k_select + "id = $1", {file}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<ArrivingRow> arriving_of(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(k_select + "case_id = $1 and state <> $2 order by told_at, id",
                          {id, model::code_of(Arrival::whole)}));
}

std::vector<ArrivingRow> not_seen_to(db::Transaction& tx, UtcTime late) {
  return rows_of(
      tx.query(k_select + "seen_to_at is null and (state = $1 or (state = $2 and told_at < $3))"
                          " order by told_at, id",
               {model::code_of(Arrival::broken), model::code_of(Arrival::coming), late}));
}

void end_arriving(db::Transaction& tx, std::string_view file, Arrival state) {
  tx.execute("update arriving_file set state = $2 where id = $1", {file, model::code_of(state)});
}

bool see_to(db::Transaction& tx, const CaseId& id, std::string_view file, const StaffId& by,
            UtcTime at) {
  return tx.execute(
             "update arriving_file set seen_to_at = $3, seen_to_by = $4"
             " where case_id = $1 and id = $2 and seen_to_at is null",
             {id, file, at, by}) == 1;
}

bool insert_piece(db::Transaction& tx, std::string_view file, std::int64_t number, UtcTime at,
                  const Bytes& sealed) {
  return tx.execute(
             "insert into arriving_piece (file_id, number, at, sealed) values ($1, $2, $3, $4)"
             " on conflict (file_id, number) do nothing",
             {file, number, at, sealed}) == 1;
}

std::int64_t count_pieces(db::Transaction& tx, std::string_view file) {
  return tx.query("select count(*) from arriving_piece where file_id = $1", {file})
      .front()
      .integer(0);
}

Bytes piece_of(db::Transaction& tx, std::string_view file, std::int64_t number) {
  return tx
      .query("select sealed from arriving_piece where file_id = $1 and number = $2", {file, number})
      .front()
      .blob(0);
}

void remove_pieces(db::Transaction& tx, std::string_view file) {
  tx.execute("delete from arriving_piece where file_id = $1", {file});
}

std::int64_t count_unnamed_pieces(db::Transaction& tx, UtcTime before) {
  return tx.query("select count(*)" + k_unnamed, {before}).front().integer(0);
}

std::int64_t remove_unnamed_pieces(db::Transaction& tx, UtcTime before) {
  return tx.execute("delete" + k_unnamed, {before});
}

}  // namespace mash::attachments
