// SPDX-License-Identifier: MIT
#include "forget_store.h"

namespace mash::people {

namespace {

const std::string k_join =
    "select id, place, case_id, older, newer, search_id, by_staff, at, sealed from person_join ";

std::vector<JoinRow> joins_in(const db::Rows& rows) {
  std::vector<JoinRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .place = r.integer(1),
                   .case_id = r.id<CaseId>(2),
                   .older = r.id<PersonId>(3),
                   .newer = r.id<PersonId>(4),
                   .search = r.text(5),
                   .by = r.id<StaffId>(6),
                   .at = r.time(7),
                   .sealed = r.blob(8)});
  }
  return out;
}

}  // namespace

std::vector<JoinRow> joins_said_in(db::Transaction& tx, const CaseId& id) {
  return joins_in(tx.query(k_join + "where case_id = $1 order by place", {id}));
}

std::optional<JoinRow> find_join(db::Transaction& tx, const std::string& join) {
  auto found = joins_in(tx.query(k_join + "where id = $1", {join}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<SplitRow> splits_said_in(db::Transaction& tx, const CaseId& id) {
  std::vector<SplitRow> out;
  for (const auto& r : tx.query("select join_id, case_id, by_staff, at, sealed from person_split"
                                " where case_id = $1 order by at, join_id",
                                {id})) {
    out.push_back({.join = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .by = r.id<StaffId>(2),
                   .at = r.time(3),
                   .sealed = r.blob(4)});
  }
  return out;
}

void move_join(db::Transaction& tx, const JoinRow& row) {
  tx.execute("update person_join set case_id = $2, search_id = $3, sealed = $4 where id = $1",
             {row.id, row.case_id, row.search, row.sealed});
}

void move_split(db::Transaction& tx, const SplitRow& row) {
  tx.execute("update person_split set case_id = $2, sealed = $3 where join_id = $1",
             {row.join, row.case_id, row.sealed});
}

void delete_split(db::Transaction& tx, const std::string& join) {
  tx.execute("delete from person_split where join_id = $1", {join});
}

void delete_join(db::Transaction& tx, const std::string& join) {
  delete_split(tx, join);
  tx.execute("delete from person_join where id = $1", {join});
}

void delete_meant(db::Transaction& tx, const std::string& object) {
  tx.execute("delete from person_meant where object = $1", {object});
}

}  // namespace mash::people
