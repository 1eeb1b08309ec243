// SPDX-License-Identifier: MIT
#include "person_store.h"

#include <algorithm>

#include "mash/db/id_set.h"

namespace mash::people {

namespace {

constexpr std::string_view k_join =
    "select j.id, j.place, j.case_id, j.older, j.newer, j.search_id, j.by_staff, j.at, j.sealed"
    " from person_join j ";

JoinRow join_of(const db::Row& r) {
  return {.id = r.text(0),
          .place = r.integer(1),
          .case_id = r.id<CaseId>(2),
          .older = r.id<PersonId>(3),
          .newer = r.id<PersonId>(4),
          .search = r.text(5),
          .by = r.id<StaffId>(6),
          .at = r.time(7),
          .sealed = r.blob(8)};
}

}  // namespace

std::string members_of(std::string_view parameter) {
  return "(select m.id from person r join person m on m.id = coalesce(r.is_now, r.id)"
         " or m.is_now = coalesce(r.is_now, r.id) where r.id = " +
         std::string(parameter) + ")";
}

void insert_person(db::Transaction& tx, const PersonId& id, UtcTime at, const StaffId& by) {
  tx.execute("insert into person (id, created_at, created_by) values ($1, $2, $3)", {id, at, by});
}

PersonId person_now(db::Transaction& tx, const PersonId& id) {
  const auto rows = tx.query("select coalesce(is_now, id) from person where id = $1", {id});
  return rows.empty() ? PersonId{} : rows.front().id<PersonId>(0);
}

std::set<CaseId> cases_that_name(db::Transaction& tx, const PersonId& id) {
  return db::id_set<CaseId>(
      tx.query("select distinct case_id from statement where person_id = $1", {id}));
}

PersonId person_now(db::Transaction& tx, const PersonId& id, const std::set<CaseId>& hidden) {
  if (!hidden.empty()) {
    for (const auto& r : tx.query("select distinct p.id, p.created_at, s.case_id from person p"
                                  " join statement s on s.person_id = p.id where p.id in " +
                                      members_of("$1") + " order by p.created_at, p.id, s.case_id",
                                  {id})) {
      if (!hidden.contains(r.id<CaseId>(2))) return r.id<PersonId>(0);
    }
  }
  return person_now(tx, id);
}

std::vector<PersonId> joined_with(db::Transaction& tx, const PersonId& id) {
  std::vector<PersonId> out;
  for (const auto& r : tx.query(
           "select id from person where id in " + members_of("$1") + " order by created_at, id",
           {id})) {
    out.push_back(r.id<PersonId>(0));
  }
  return out;
}

PersonId older_of(db::Transaction& tx, const PersonId& one, const PersonId& other) {
  return tx
      .query("select id from person where id in ($1, $2) order by created_at, id", {one, other})
      .at(0)
      .id<PersonId>(0);
}

void set_person_now(db::Transaction& tx, const PersonId& id, const PersonId& now) {
  tx.execute("update person set is_now = $2 where id = $1", {id, now == id ? PersonId{} : now});
}

void insert_join(db::Transaction& tx, const JoinRow& row) {
  tx.execute(
      "insert into person_join (id, place, case_id, older, newer, search_id, by_staff, at, sealed)"
      " values ($1, (select coalesce(max(place), 0) + 1 from person_join),"
      " $2, $3, $4, $5, $6, $7, $8)",
      {row.id, row.case_id, row.older, row.newer, row.search, row.by, row.at, row.sealed});
}

std::vector<JoinRow> joins_of(db::Transaction& tx, const PersonId& id) {
  std::vector<JoinRow> out;
  // Whoever is joined by a join that stands is on both of its sides.
  for (const auto& r :
       tx.query(std::string(k_join) + "where j.older in " + members_of("$1") +
                    " and not exists (select 1 from person_split x where x.join_id = j.id)"
                    " order by j.place desc",
                {id})) {
    out.push_back(join_of(r));
  }
  return out;
}

std::vector<JoinRow> standing_joins(db::Transaction& tx, int limit, int offset) {
  std::vector<JoinRow> out;
  for (const auto& r :
       tx.query(std::string(k_join) +
                    "where not exists (select 1 from person_split x where x.join_id = j.id)"
                    " order by j.place desc limit $1 offset $2",
                {limit, offset})) {
    out.push_back(join_of(r));
  }
  return out;
}

std::optional<JoinRow> find_parted_join(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(
      std::string(k_join) + "join person_split x on x.join_id = j.id where j.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return join_of(rows.front());
}

void insert_split(db::Transaction& tx, const SplitRow& row) {
  tx.execute(
      "insert into person_split (join_id, case_id, by_staff, at, sealed)"
      " values ($1, $2, $3, $4, $5)",
      {row.join, row.case_id, row.by, row.at, row.sealed});
}

std::vector<SplitRow> splits_between(db::Transaction& tx, const PersonId& one,
                                     const PersonId& other) {
  std::vector<SplitRow> out;
  const std::string a = members_of("$1");
  const std::string b = members_of("$2");
  for (const auto& r :
       tx.query("select x.join_id, x.case_id, x.by_staff, x.at, x.sealed from person_split x"
                " join person_join j on j.id = x.join_id where (j.older in " +
                    a + " and j.newer in " + b + ") or (j.older in " + b + " and j.newer in " + a +
                    ") order by x.at desc, j.place desc",
                {one, other})) {
    out.push_back({.join = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .by = r.id<StaffId>(2),
                   .at = r.time(3),
                   .sealed = r.blob(4)});
  }
  return out;
}

std::vector<PersonId> ids_of_person(db::Transaction& tx, const PersonId& id) {
  return joined_with(tx, id);
}

std::optional<UtcTime> parted_at(db::Transaction& tx, const std::vector<PersonId>& ids,
                                 const std::set<CaseId>& hidden) {
  std::set<PersonId> now;
  std::optional<UtcTime> last;
  for (const auto& id : ids) {
    for (const auto& r :
         tx.query("select distinct case_id from statement where person_id = $1", {id})) {
      if (!hidden.contains(r.id<CaseId>(0))) now.insert(person_now(tx, id));
    }
    for (const auto& r : tx.query("select x.at from person_split x join person_join j"
                                  " on j.id = x.join_id where j.older = $1 or j.newer = $1",
                                  {id})) {
      last = std::max(last.value_or(r.time(0)), r.time(0));
    }
  }
  return now.size() > 1 ? last : std::nullopt;
}

PersonId meant_by(db::Transaction& tx, std::string_view object, const PersonId& stored) {
  const auto rows = tx.query("select person_id from person_meant where object = $1", {object});
  return rows.empty() ? stored : rows.front().id<PersonId>(0);
}

void set_meant_by(db::Transaction& tx, std::string_view object, const PersonId& person) {
  tx.execute(
      "insert into person_meant (object, person_id) values ($1, $2)"
      " on conflict (object) do update set person_id = excluded.person_id",
      {object, person});
}

}  // namespace mash::people
