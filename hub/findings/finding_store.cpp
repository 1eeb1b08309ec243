// SPDX-License-Identifier: MIT
#include "finding_store.h"

#include <stdexcept>

#include "detect.h"
#include "mash/json/value.h"
#include "stored.h"

namespace mash::findings {

namespace {

std::string text_of(const std::vector<Subject>& subjects) {
  json::Array out;
  for (const auto& s : subjects) {
    out.emplace_back(
        json::Object{{"about", model::code_of(s.about)}, {"id", s.id}, {"says", s.says}});
  }
  return json::encode(out);
}

std::string text_of(const std::vector<Evidence>& evidence) {
  json::Array out;
  for (const auto& e : evidence) {
    out.emplace_back(json::Object{{"case", e.case_id.text()}, {"says", model::code_of(e.says)}});
  }
  return json::encode(out);
}

std::string text_of(const std::map<std::string, std::int64_t>& numbers) {
  json::Value out = json::Object{};
  for (const auto& [name, number] : numbers) out.set(name, number);
  return json::encode(out);
}

Finding finding_of(const db::Row& r) {
  Finding out{.kind = stored<Kind>(r.text(2)),
              .rule = r.text(3),
              .strength = r.integer(7),
              .newest = from_number(r.integer(8))};
  for (const auto& s : stored_list(r.text(4))) {
    out.subjects.push_back({stored<About>(s.text("about")), s.text("id"), s.text("says")});
  }
  for (const auto& e : stored_list(r.text(5))) {
    out.evidence.push_back({CaseId::trusted(e.text("case")), stored<Says>(e.text("says"))});
  }
  const auto numbers = stored_json(r.text(6));
  if (const auto* members = numbers.as_object(); members != nullptr) {
    for (const auto& [name, value] : *members) out.numbers[name] = *value.as_int();
  }
  return out;
}

constexpr std::string_view k_finding =
    "select scope, id, kind, rule, subjects, evidence, numbers, strength, newest, last_seen,"
    " ended_at from finding ";

FindingRow row_of(const db::Row& r) {
  FindingRow out{
      .scope = r.text(0), .id = r.text(1), .what = finding_of(r), .last_seen = r.time(9)};
  if (!r.is_null(10)) out.ended_at = r.time(10);
  return out;
}

}  // namespace

std::vector<ScopeRow> scope_rows(db::Transaction& tx) {
  std::vector<ScopeRow> out;
  for (const auto& r :
       tx.query("select scope, hidden, at, version, walled from finding_scope order by scope")) {
    out.push_back({.scope = r.text(0),
                   .hidden = ids_of(r.text(1)),
                   .walled = ids_of(r.text(4)),
                   .at = r.time(2),
                   .version = r.integer(3)});
  }
  return out;
}

void store_scopes(db::Transaction& tx, const std::vector<ScopeRow>& rows) {
  tx.execute("delete from finding_scope");
  for (const auto& row : rows) {
    tx.execute(
        "insert into finding_scope (scope, hidden, walled, at, version)"
        " values ($1, $2, $3, $4, $5)",
        {row.scope, text_of(row.hidden), text_of(row.walled), row.at, row.version});
  }
  tx.execute("delete from finding where scope not in (select scope from finding_scope)");
}

void store_findings(db::Transaction& tx, const std::string& scope,
                    const std::vector<FindingRow>& rows, Ended ended, UtcTime now) {
  tx.execute("update finding set ended_at = $2 where scope = $1 and ended_at is null",
             {scope, now});
  for (const auto& row : rows) {
    const auto& f = row.what;
    tx.execute(
        "insert into finding (scope, id, kind, rule, subjects, evidence, numbers, strength, newest,"
        " last_seen) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " on conflict (scope, id) do update set rule = excluded.rule, subjects = excluded.subjects,"
        " evidence = excluded.evidence, numbers = excluded.numbers, strength = excluded.strength,"
        " newest = excluded.newest, last_seen = excluded.last_seen, ended_at = null",
        {scope, row.id, model::code_of(f.kind), f.rule, text_of(f.subjects), text_of(f.evidence),
         text_of(f.numbers), f.strength, as_number(f.newest), now});
  }
  if (ended == Ended::goes) {
    tx.execute("delete from finding where scope = $1 and ended_at = $2", {scope, now});
  }
}

std::vector<FindingRow> finding_rows(db::Transaction& tx, std::string_view scope) {
  std::vector<FindingRow> out;
  for (const auto& r :
       tx.query(std::string(k_finding) + "where scope = $1 order by newest desc, strength desc, id",
                {scope})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::optional<FindingRow> find_finding(db::Transaction& tx, std::string_view scope,
                                       std::string_view id) {
  const auto rows = tx.query(std::string(k_finding) + "where scope = $1 and id = $2", {scope, id});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

void insert_request(db::Transaction& tx, const std::string& id, const StaffId& by, UtcTime at) {
  tx.execute("insert into finding_request (id, by_staff, at) values ($1, $2, $3)", {id, by, at});
}

std::vector<std::string> open_requests(db::Transaction& tx) {
  std::vector<std::string> out;
  for (const auto& r : tx.query("select id from finding_request where done_at is null")) {
    out.push_back(r.text(0));
  }
  return out;
}

void end_requests(db::Transaction& tx, const std::vector<std::string>& ids, UtcTime at) {
  for (const auto& id : ids) {
    tx.execute("update finding_request set done_at = $2 where id = $1", {id, at});
  }
}

void insert_aside(db::Transaction& tx, const AsideRow& row) {
  tx.execute(
      "insert into finding_aside (id, scope, finding, at, by_staff, reason, evidence, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.id, row.scope, row.finding, row.at, row.by, row.reason, text_of(row.evidence),
       row.sealed});
}

std::vector<AsideRow> aside_rows(db::Transaction& tx, std::string_view scope) {
  std::vector<AsideRow> out;
  for (const auto& r : tx.query(
           "select id, scope, finding, at, by_staff, reason, evidence, sealed from finding_aside a"
           " where scope = $1 and not exists (select 1 from finding_aside b where b.scope = a.scope"
           " and b.finding = a.finding and (b.at > a.at or (b.at = a.at and b.id > a.id)))",
           {scope})) {
    out.push_back({.id = r.text(0),
                   .scope = r.text(1),
                   .finding = r.text(2),
                   .at = r.time(3),
                   .by = r.id<StaffId>(4),
                   .reason = r.text(5),
                   .evidence = ids_of(r.text(6)),
                   .sealed = r.blob(7)});
  }
  return out;
}

}  // namespace mash::findings
