// SPDX-License-Identifier: MIT
#include "people_store.h"

#include <algorithm>

#include "mash/db/query_in.h"
#include "mash/model/stored.h"
#include "person_store.h"

namespace mash::people {

namespace {

constexpr std::string_view k_statement =
    "select s.id, s.case_id, s.notification_id, s.said_by, s.role, s.at,"
    " coalesce(p.is_now, p.id), s.version, s.sealed, s.person_id from statement s"
    " left join person p on p.id = s.person_id ";

std::vector<StatementRow> statements(const db::Rows& rows) {
  std::vector<StatementRow> out;
  out.reserve(rows.size());
  for (const auto& r : rows) {
    out.push_back({.id = r.id<StatementId>(0),
                   .case_id = r.id<CaseId>(1),
                   .notification = r.id<NotificationId>(2),
                   .said_by = r.id<StaffId>(3),
                   .role = model::stored<model::PersonRole>(r.text(4)),
                   .at = r.time(5),
                   .person = r.id<PersonId>(6),
                   .version = r.integer(7),
                   .sealed = r.blob(8),
                   .named = r.id<PersonId>(9)});
  }
  return out;
}

constexpr std::string_view k_key =
    "select s.id, s.case_id, s.at, coalesce(p.is_now, p.id), s.version from statement s"
    " left join person p on p.id = s.person_id ";

std::vector<StatementKey> keys_in(const db::Rows& rows) {
  std::vector<StatementKey> out;
  out.reserve(rows.size());
  for (const auto& r : rows) {
    out.push_back({.id = r.id<StatementId>(0),
                   .case_id = r.id<CaseId>(1),
                   .at = r.time(2),
                   .person = r.id<PersonId>(3),
                   .version = r.integer(4)});
  }
  return out;
}

constexpr std::string_view k_identification =
    "select i.statement_id, i.version, i.person_id, i.kind, i.search_id, i.by_staff, i.at"
    " from identification i ";

Identification identification_of(const db::Row& r) {
  return {.statement = r.id<StatementId>(0),
          .version = r.integer(1),
          .person = r.id<PersonId>(2),
          .kind = r.text(3),
          .search = r.text_or(4, ""),
          .by = r.id<StaffId>(5),
          .at = r.time(6)};
}

}  // namespace

void insert_statement(db::Transaction& tx, const StatementRow& row) {
  tx.execute(
      "insert into statement (id, case_id, place, notification_id, said_by, role, at, person_id,"
      " version, sealed) values ($1, $2,"
      " (select coalesce(max(place), 0) + 1 from statement where case_id = $2),"
      " $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.case_id, row.notification, row.said_by, model::code_of(row.role), row.at,
       row.person, row.version, row.sealed});
}

std::vector<StatementRow> statement_rows(db::Transaction& tx, const CaseId& id) {
  return statements(
      tx.query(std::string(k_statement) + "where s.case_id = $1 order by s.place", {id}));
}
std::vector<StatementRow> statement_rows(db::Transaction& tx, const std::set<CaseId>& ids) {
  return statements(db::query_in(
      tx, std::string(k_statement) + "where s.case_id in ($ids) order by s.case_id, s.place",
      {ids.begin(), ids.end()}));
}
std::vector<StatementRow> statement_rows(db::Transaction& tx, const PersonId& person) {
  return statements(tx.query(std::string(k_statement) + "where s.person_id in " + members_of("$1") +
                                 " order by s.at desc, s.id",
                             {person}));
}
std::vector<StatementRow> statement_rows_after(db::Transaction& tx, const StatementId& after,
                                               int limit) {
  return statements(tx.query(std::string(k_statement) + "where s.id > $1 order by s.id limit $2",
                             {std::string_view(after.text()), limit}));
}
std::optional<StatementRow> find_statement_row(db::Transaction& tx, const StatementId& id) {
  auto rows = statements(tx.query(std::string(k_statement) + "where s.id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<StatementKey> statement_keys(db::Transaction& tx, const StatementId& after, int limit) {
  return keys_in(tx.query(std::string(k_key) + "where s.id > $1 order by s.id limit $2",
                          {std::string_view(after.text()), limit}));
}
std::optional<StatementKey> find_statement_key(db::Transaction& tx, const StatementId& id) {
  const auto keys = keys_in(tx.query(std::string(k_key) + "where s.id = $1", {id}));
  if (keys.empty()) return std::nullopt;
  return keys.front();
}
std::size_t statement_count(db::Transaction& tx) {
  return static_cast<std::size_t>(tx.query("select count(*) from statement").front().integer(0));
}

std::vector<StatementRow> statement_rows_changed(db::Transaction& tx, std::int64_t after) {
  return statements(tx.query(std::string(k_statement) + "where s.id in (select object from change"
                                                        " where seq > $1 and kind = 'statement')",
                             {after}));
}

std::vector<StatementId> statements_gone(db::Transaction& tx, std::int64_t after) {
  std::vector<StatementId> out;
  for (const auto& r : tx.query("select distinct c.object from change c where c.seq > $1 and"
                                " c.kind = 'statement' and not exists"
                                " (select 1 from statement s where s.id = c.object)",
                                {after})) {
    out.push_back(r.id<StatementId>(0));
  }
  return out;
}

Seen seen(db::Transaction& tx, const PersonId& person, const std::set<CaseId>& hidden) {
  Seen out;
  for (const auto& r : tx.query("select case_id, max(at) from statement where person_id in " +
                                    members_of("$1") + " group by case_id",
                                {person})) {
    if (hidden.contains(r.id<CaseId>(0))) continue;
    ++out.cases;
    out.last = std::max(out.last, r.time(1));
  }
  return out;
}

void insert_hidden_match(db::Transaction& tx, const SearchRow& search, const CaseId& hidden_case,
                         UtcTime at) {
  tx.execute(
      "insert into hidden_match (search_id, case_id, statement_id, hidden_case, at)"
      " values ($1, $2, $3, $4, $5) on conflict (search_id, hidden_case) do update set"
      " at = case when hidden_match.settled_at is null then hidden_match.at else excluded.at end,"
      " settled_at = null, settled_by = null",
      {search.id, search.case_id, search.statement, hidden_case, at});
}

std::vector<std::pair<CaseId, CaseId>> hidden_matches(db::Transaction& tx) {
  std::vector<std::pair<CaseId, CaseId>> out;
  for (const auto& r :
       tx.query("select distinct case_id, hidden_case from hidden_match where settled_at is null"
                " order by case_id, hidden_case")) {
    out.emplace_back(r.id<CaseId>(0), r.id<CaseId>(1));
  }
  return out;
}

std::vector<HiddenWait> hidden_waits(db::Transaction& tx) {
  std::vector<HiddenWait> out;
  for (const auto& r :
       tx.query("select hidden_case, min(case when settled_at is null then at end), max(settled_at)"
                " from hidden_match group by hidden_case order by hidden_case",
                {})) {
    out.push_back({.hidden_case = r.id<CaseId>(0),
                   .since = r.is_null(1) ? std::nullopt : std::optional(r.time(1)),
                   .settled_at = UtcTime{r.integer_or(2, 0)}});
  }
  return out;
}

std::vector<HiddenMatchRow> open_hidden_matches(db::Transaction& tx) {
  std::vector<HiddenMatchRow> out;
  for (const auto& r :
       tx.query("select case_id, hidden_case, min(at) from hidden_match where settled_at is null"
                " group by case_id, hidden_case order by min(at), case_id, hidden_case",
                {})) {
    out.push_back({.case_id = r.id<CaseId>(0), .hidden_case = r.id<CaseId>(1), .at = r.time(2)});
  }
  return out;
}

void settle_hidden_match(db::Transaction& tx, const StatementId& statement,
                         const CaseId& hidden_case, UtcTime at, const StaffId& by) {
  tx.execute(
      "update hidden_match set settled_at = $3, settled_by = $4 where statement_id = $1 and"
      " hidden_case = $2 and settled_at is null",
      {statement, hidden_case, at, by});
}

void insert_identification(db::Transaction& tx, const Identification& e) {
  tx.execute(
      "insert into identification (statement_id, version, person_id, kind, search_id, by_staff, at)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {e.statement, e.version, e.person, e.kind,
       e.search.empty() ? db::Param(db::Null{}) : db::Param(e.search), e.by, e.at});
  tx.execute("update statement set person_id = $2, version = $3 where id = $1",
             {e.statement, e.kind == "UNDONE" ? PersonId{} : e.person, e.version});
}

std::vector<Identification> identifications(db::Transaction& tx, const CaseId& id) {
  std::vector<Identification> out;
  for (const auto& r :
       tx.query(std::string(k_identification) + "join statement s on s.id = i.statement_id"
                                                " where s.case_id = $1 order by s.place, i.version",
                {id})) {
    out.push_back(identification_of(r));
  }
  return out;
}

std::vector<Identification> identifications(db::Transaction& tx, const PersonId& person) {
  std::vector<Identification> out;
  for (const auto& r : tx.query(std::string(k_identification) + "where i.person_id in " +
                                    members_of("$1") + " order by i.at, i.statement_id, i.version",
                                {person})) {
    out.push_back(identification_of(r));
  }
  return out;
}

std::optional<Identification> last_identification(db::Transaction& tx, const StatementId& id) {
  const auto rows = tx.query(
      std::string(k_identification) + "where i.statement_id = $1 order by i.version desc limit 1",
      {id});
  if (rows.empty()) return std::nullopt;
  return identification_of(rows.front());
}

void insert_search(db::Transaction& tx, const SearchRow& row) {
  tx.execute(
      "insert into search (id, case_id, statement_id, statement_version, by_staff, at, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.case_id, row.statement, row.statement_version, row.by, row.at, row.sealed});
}

namespace {

constexpr std::string_view k_search =
    "select s.id, s.case_id, s.statement_id, s.statement_version, s.by_staff, s.at, s.sealed"
    " from search s ";

SearchRow search_row(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .statement = r.id<StatementId>(2),
          .statement_version = r.integer(3),
          .by = r.id<StaffId>(4),
          .at = r.time(5),
          .sealed = r.blob(6)};
}

}  // namespace

std::optional<SearchRow> find_search_row(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(std::string(k_search) + "where s.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return search_row(rows.front());
}

std::vector<SearchRow> searches_of_waiting(db::Transaction& tx, const CaseId& id, const StaffId& by,
                                           UtcTime since) {
  std::vector<SearchRow> out;
  static const std::string k_own =
      std::string(k_search) +
      "join statement t on t.id = s.statement_id and t.version = s.statement_version"
      " where t.case_id = $1 and t.person_id is null and s.by_staff = $2 and s.at > $3"
      " order by t.place, s.at, s.id";
  for (const auto& r : tx.query(k_own, {id, by, since})) {
    auto row = search_row(r);
    if (!out.empty() && out.back().statement == row.statement) out.pop_back();
    out.push_back(std::move(row));
  }
  return out;
}

// A look-up that is answered again before it is used keeps the last answer.
void insert_search_answer(db::Transaction& tx, std::string_view search, std::size_t place,
                          std::string_view answer, const StaffId& by, UtcTime at) {
  tx.execute(
      "insert into search_answer (search_id, place, answer, by_staff, at)"
      " values ($1, $2, $3, $4, $5) on conflict (search_id, place)"
      " do update set answer = excluded.answer, by_staff = excluded.by_staff, at = excluded.at",
      {search, place, answer, by, at});
}

void insert_judgement(db::Transaction& tx, const SearchRow& search, const Judgement& j) {
  tx.execute(
      "update judgement set withdrawn_at = $4, withdrawn_by = $5 where search_id = $1 and"
      " statement_id = $2 and other_statement = $3 and withdrawn_at is null",
      {search.id, search.statement, j.other, j.at, j.by});
  tx.execute(
      "insert into judgement (id, statement_id, other_statement, search_id, answer, by_staff, at)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {j.id, search.statement, j.other, search.id, j.answer, j.by, j.at});
}

void withdraw_judgements(db::Transaction& tx, std::string_view search, const StaffId& by,
                         UtcTime at) {
  tx.execute(
      "update judgement set withdrawn_at = $3, withdrawn_by = $2 where search_id = $1 and"
      " withdrawn_at is null",
      {search, by, at});
}

std::vector<Judgement> judgements(db::Transaction& tx, const StatementId& id) {
  std::vector<Judgement> out;
  for (const auto& r : tx.query("select other_statement as other, answer, by_staff, at, id"
                                " from judgement where statement_id = $1 and withdrawn_at is null"
                                " union all select statement_id, answer, by_staff, at, id"
                                " from judgement where other_statement = $1 and"
                                " withdrawn_at is null order by 1, 4, 5",
                                {id})) {
    Judgement next{.id = r.text(4),
                   .other = r.id<StatementId>(0),
                   .answer = r.text(1),
                   .by = r.id<StaffId>(2),
                   .at = r.time(3)};
    if (!out.empty() && out.back().other == next.other) out.pop_back();
    out.push_back(std::move(next));
  }
  return out;
}

}  // namespace mash::people
