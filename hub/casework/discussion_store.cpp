// SPDX-License-Identifier: MIT
#include "discussion_store.h"

#include "mash/model/stored.h"

namespace mash::casework {

namespace {

const std::string k_select =
    "select id, case_id, kind, owner, recorded_at, recorded_by, sealed from discussion where"
    " case_id = $1";

DiscussionRow row_of(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .kind = model::stored<DiscussionKind>(r.text(2)),
          .owner = r.id<AgencyId>(3),
          .recorded_at = r.time(4),
          .recorded_by = r.id<StaffId>(5),
          .sealed = r.blob(6)};
}

}  // namespace

void insert_discussion(db::Transaction& tx, const DiscussionRow& d) {
  tx.execute(
      "insert into discussion (id, case_id, place, kind, owner, recorded_at, recorded_by, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from discussion where case_id = $2), "
      "$3,"
      " $4, $5, $6, $7)",
      {d.id, d.case_id, model::code_of(d.kind), d.owner, d.recorded_at, d.recorded_by, d.sealed});
}

std::optional<DiscussionRow> find_discussion(db::Transaction& tx, const CaseId& id,
                                             std::string_view discussion) {
  const auto rows = tx.query(k_select + " and id = $2", {id, discussion});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::vector<DiscussionRow> discussions_of(db::Transaction& tx, const CaseId& id) {
  std::vector<DiscussionRow> out;
  for (const auto& r : tx.query(k_select + " order by place desc", {id})) out.push_back(row_of(r));
  return out;
}

void insert_attended(db::Transaction& tx, std::string_view discussion, const StaffId& who) {
  tx.execute("insert into discussion_attended (discussion_id, staff) values ($1, $2)",
             {discussion, who});
}

std::vector<StaffId> attended(db::Transaction& tx, std::string_view discussion) {
  std::vector<StaffId> out;
  for (const auto& r :
       tx.query("select staff from discussion_attended where discussion_id = $1 order by staff",
                {discussion})) {
    out.push_back(r.id<StaffId>(0));
  }
  return out;
}

void insert_contribution(db::Transaction& tx, const ContributionRow& r) {
  tx.execute(
      "insert into contribution (id, discussion_id, agency, version, written_for, written_by,"
      " written_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {r.id, r.discussion, r.agency, r.version, r.written_for, r.written_by, r.written_at,
       r.sealed});
}

void store_confirmed(db::Transaction& tx, std::string_view contribution, const StaffId& by,
                     UtcTime at) {
  tx.execute("update contribution set confirmed_by = $2, confirmed_at = $3 where id = $1",
             {contribution, by, at});
}

std::vector<ContributionRow> contributions(db::Transaction& tx, std::string_view discussion) {
  std::vector<ContributionRow> out;
  for (const auto& r :
       tx.query("select k.id, k.discussion_id, d.case_id, k.agency, k.version, k.written_for,"
                " k.written_by, k.written_at, k.confirmed_by, k.confirmed_at, k.sealed"
                " from contribution k join discussion d on d.id = k.discussion_id"
                " where k.discussion_id = $1 order by k.agency, k.version desc",
                {discussion})) {
    out.push_back({.id = r.text(0),
                   .discussion = r.text(1),
                   .case_id = r.id<CaseId>(2),
                   .agency = r.id<AgencyId>(3),
                   .version = r.integer(4),
                   .written_for = r.id<AgencyId>(5),
                   .written_by = r.id<StaffId>(6),
                   .written_at = r.time(7),
                   .confirmed_by = r.id<StaffId>(8),
                   .confirmed_at = r.is_null(9) ? std::optional<UtcTime>() : r.time(9),
                   .sealed = r.blob(10)});
  }
  return out;
}

}  // namespace mash::casework
