// SPDX-License-Identifier: MIT
#include "family_bar_store.h"

#include <algorithm>
#include <tuple>

#include "mash/db/id_set.h"
#include "mash/db/query_in.h"
#include "mash/people/family_bars.h"

namespace mash::people {

void insert_arrival(db::Transaction& tx, const CaseId& id, UtcTime at) {
  tx.execute("insert into case_arrival (case_id, at) values ($1, $2)", {id, at});
}

std::optional<UtcTime> arrival_of(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query("select at from case_arrival where case_id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return rows.front().time(0);
}

bool any_bar(db::Transaction& tx) {
  return !tx.query("select 1 from case_bar where lifted_at is null limit 1").empty() ||
         !tx.query("select 1 from bar_followed where ended_at is null limit 1").empty();
}

std::set<CaseId> barred_by_hand(db::Transaction& tx) {
  return db::id_set<CaseId>(
      tx.query("select distinct case_id from case_bar where lifted_at is null and id not in"
               " (select bar from bar_followed)"));
}

std::vector<CaseId> cases_hidden_from(db::Transaction& tx, std::int64_t people) {
  std::vector<CaseId> out;
  for (const auto& r : tx.query("select case_id from case_bar where lifted_at is null"
                                " group by case_id having count(distinct staff) >= $1"
                                " order by case_id",
                                {people})) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}

void insert_likely_match(db::Transaction& tx, const StatementId& said, const StatementId& other,
                         const StaffId& spared) {
  tx.execute(
      "insert into likely_match (statement_id, other_statement, spared) values ($1, $2, $3)"
      " on conflict do nothing",
      {said, other, spared});
}

namespace {

// Cases in which somebody is of whom these statements `s` are.
constexpr std::string_view k_of_same =
    "select distinct t.case_id from statement s join person p on p.id = s.person_id"
    " join person q on coalesce(q.is_now, q.id) = coalesce(p.is_now, p.id)"
    " join statement t on t.person_id = q.id where ";

}  // namespace

std::set<CaseId> cases_of_same_people(db::Transaction& tx, const CaseId& id) {
  return db::id_set<CaseId>(tx.query(std::string(k_of_same) + "s.case_id = $1", {id}));
}

std::set<CaseId> cases_of_same_person(db::Transaction& tx, const StatementId& id) {
  return db::id_set<CaseId>(tx.query(std::string(k_of_same) + "s.id = $1", {id}));
}

std::vector<LikelyMatch> likely_matches(db::Transaction& tx, const CaseId& id) {
  std::vector<LikelyMatch> out;
  for (const auto& r :
       tx.query("select m.statement_id, m.other_statement, m.spared from likely_match m"
                " join statement s on s.id = m.statement_id where s.case_id = $1"
                " order by m.statement_id, m.other_statement",
                {id})) {
    out.push_back(
        {.said = r.id<StatementId>(0), .other = r.id<StatementId>(1), .spared = r.id<StaffId>(2)});
  }
  return out;
}

std::set<CaseId> cases_likely_alike(db::Transaction& tx, const CaseId& id) {
  return db::id_set<CaseId>(
      tx.query("select distinct s.case_id from likely_match m join statement s"
               " on s.id = m.statement_id join statement o on o.id = m.other_statement"
               " where o.case_id = $1",
               {id}));
}

void insert_followed(db::Transaction& tx, const CaseId& id, const FollowedBar& row) {
  tx.execute("insert into bar_followed (bar, case_id, source, source_case) values ($1, $2, $3, $4)",
             {row.bar, id, row.source, row.source_case});
}

std::vector<FollowedBar> followed_bars(db::Transaction& tx, const CaseId& id) {
  std::vector<FollowedBar> out;
  for (const auto& r :
       tx.query("select f.bar, f.source, f.source_case, b.staff, b.lifted_at"
                " from bar_followed f join case_bar b on b.id = f.bar where f.case_id = $1"
                " order by f.bar",
                {id})) {
    out.push_back({.bar = r.text(0),
                   .source = r.text(1),
                   .source_case = r.id<CaseId>(2),
                   .staff = r.id<StaffId>(3),
                   .stands = r.is_null(4)});
  }
  return out;
}

void end_followed(db::Transaction& tx, std::string_view bar, UtcTime at) {
  tx.execute("update bar_followed set ended_at = $2 where bar = $1", {bar, at});
}

std::set<CaseId> cases_that_followed(db::Transaction& tx, const CaseId& id) {
  return db::id_set<CaseId>(
      tx.query("select distinct case_id from bar_followed where source_case = $1", {id}));
}

std::vector<OwnBar> own_bars(db::Transaction& tx, const std::set<CaseId>& ids) {
  std::vector<OwnBar> out;
  for (const auto& r : db::query_in(
           tx,
           "select b.id, b.case_id, b.staff, b.set_at, (select min(e.set_at) from case_bar e"
           " where e.case_id = b.case_id and e.staff = b.staff and e.id not in"
           " (select bar from bar_followed)) from case_bar b where b.case_id in ($ids)"
           " and b.lifted_at is null and b.id not in (select bar from bar_followed)"
           " and not exists (select 1 from case_wall w where w.case_id = b.case_id"
           " and w.lowered_at is null and w.raised_at <= b.set_at)",
           {ids.begin(), ids.end()})) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .staff = r.id<StaffId>(2),
                   .set_at = r.time(3),
                   .since = r.time(4)});
  }
  std::ranges::sort(out, {},
                    [](const OwnBar& bar) { return std::tuple(bar.set_at.micros, bar.id); });
  return out;
}

bool is_barred_by_hand(db::Transaction& tx, const CaseId& id, const StaffId& staff) {
  return !tx.query(
                "select 1 from case_bar where case_id = $1 and staff = $2 and lifted_at is null"
                " and id not in (select bar from bar_followed)",
                {id, staff})
              .empty();
}

std::optional<UtcTime> shown_again_at(db::Transaction& tx, const CaseId& id, const StaffId& staff) {
  const auto rows = tx.query(
      "select max(lifted_at) from case_bar where case_id = $1 and staff = $2"
      " and id not in (select bar from bar_followed where ended_at is not null)",
      {id, staff});
  if (rows.front().is_null(0)) return std::nullopt;
  return rows.front().time(0);
}

}  // namespace mash::people
