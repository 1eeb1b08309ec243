// SPDX-License-Identifier: MIT
#include "key_store.h"

#include "mash/db/query_in.h"
#include "mash/pipeline/rekey.h"
#include "mash/pipeline/sweep.h"
#include "root_key.h"

namespace mash::pipeline {

namespace {

// Of a data key's sealed text and, null where none holds it, that of its quarter's key.
Bytes chain(const db::Row& row, std::size_t data_key, std::size_t quarter_key) {
  Bytes out;
  if (!row.is_null(quarter_key)) out = row.blob(quarter_key);
  const Bytes& own = row.blob(data_key);
  out.insert(out.end(), own.begin(), own.end());
  return out;
}

// From the beginning, where content without a case is.
std::string beyond(const std::string& after) {
  return after.empty() ? ">= $2" : "> $2";
}

std::vector<std::pair<std::string, Bytes>> chains(const db::Rows& rows) {
  std::vector<std::pair<std::string, Bytes>> out;
  out.reserve(rows.size());
  for (const auto& r : rows) out.emplace_back(r.text(0), chain(r, 1, 2));
  return out;
}

}  // namespace

std::vector<QuarterKey> quarter_keys(db::Transaction& tx, const AgencyId& agency) {
  std::vector<QuarterKey> out;
  for (const auto& r : tx.query("select number, quarter, leaving, wrapped from quarter_key"
                                " where agency = $1 order by number",
                                {agency})) {
    out.push_back({r.integer(0), r.text(1), r.integer(2) == 1, r.blob(3)});
  }
  return out;
}

QuarterKey newest_quarter_key(db::Transaction& tx, const AgencyId& agency) {
  const auto rows = tx.query(
      "select number, quarter, wrapped from quarter_key where agency = $1"
      " and leaving = 0 order by number desc limit 1",
      {agency});
  if (rows.empty()) return {};
  const auto& r = rows.front();
  return {.number = r.integer(0), .quarter = r.text(1), .wrapped = r.blob(2)};
}

void add_quarter_key(db::Transaction& tx, const AgencyId& agency, const QuarterKey& key) {
  tx.execute(
      "insert into quarter_key (agency, number, quarter, leaving, wrapped)"
      " values ($1, $2, $3, 0, $4)",
      {agency, key.number, key.quarter, key.wrapped});
}

void store_quarter_key(db::Transaction& tx, const AgencyId& agency, std::int64_t number,
                       const Bytes& wrapped) {
  tx.execute("update quarter_key set wrapped = $3 where agency = $1 and number = $2",
             {agency, number, wrapped});
}

void leave_quarter_keys(db::Transaction& tx, const AgencyId& agency, std::string_view quarter) {
  tx.execute("update quarter_key set leaving = 1 where agency = $1 and quarter = $2",
             {agency, std::string(quarter)});
}

void delete_left_quarter_keys(db::Transaction& tx, const AgencyId& agency) {
  tx.execute(
      "delete from quarter_key where agency = $1 and leaving = 1 and not exists (select 1"
      " from data_key d where d.agency = $1 and d.quarter_key = quarter_key.number)",
      {agency});
}

std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency) {
  // Content without a case has the empty text here, not null.
  const auto rows = tx.query(
      "select d.wrapped, q.wrapped from data_key d left join quarter_key q"
      " on q.agency = d.agency and q.number = d.quarter_key"
      " where d.case_id = $1 and d.agency = $2",
      {case_id.text(), agency});
  if (rows.empty()) return std::nullopt;
  return chain(rows.front(), 0, 1);
}

std::map<std::pair<CaseId, AgencyId>, Bytes> find_data_keys(db::Transaction& tx,
                                                            const std::set<CaseId>& cases) {
  std::map<std::pair<CaseId, AgencyId>, Bytes> out;
  db::Params ids;  // as texts: what is of no case is under the empty one
  for (const auto& id : cases) ids.emplace_back(id.text());
  for (const auto& r : db::query_in(tx,
                                    "select d.case_id, d.agency, d.wrapped, q.wrapped from data_key"
                                    " d left join quarter_key q on q.agency = d.agency and q.number"
                                    " = d.quarter_key where d.case_id in ($ids)",
                                    ids)) {
    out.emplace(std::pair(r.id<CaseId>(0), r.id<AgencyId>(1)), chain(r, 2, 3));
  }
  return out;
}

void store_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                    const Bytes& wrapped, std::int64_t quarter_key) {
  tx.execute(
      "insert into data_key (case_id, agency, wrapped, quarter_key) values ($1, $2, $3, $4)"
      " on conflict (case_id, agency) do update set wrapped = excluded.wrapped,"
      " quarter_key = excluded.quarter_key",
      {case_id.text(), agency, wrapped, quarter_key});
}

std::vector<std::pair<std::string, Bytes>> data_keys_under_root(db::Transaction& tx,
                                                                const AgencyId& agency,
                                                                const std::string& after,
                                                                int most) {
  return chains(
      tx.query("select case_id, wrapped, null from data_key where agency = $1 and"
               " quarter_key = 0 and case_id " +
                   beyond(after) + " order by case_id limit $3",
               {agency, after, most}));
}

std::vector<std::pair<std::string, Bytes>> data_keys_leaving(db::Transaction& tx,
                                                             const AgencyId& agency,
                                                             const std::string& after, int most) {
  return chains(
      tx.query("select d.case_id, d.wrapped, q.wrapped from data_key d join quarter_key q"
               " on q.agency = d.agency and q.number = d.quarter_key where d.agency = $1"
               " and q.leaving = 1 and d.case_id " +
                   beyond(after) + " order by d.case_id limit $3",
               {agency, after, most}));
}

bool has_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency) {
  return !tx.query("select 1 from data_key where case_id = $1 and agency = $2 and wrapped <> $3",
                   {case_id.text(), agency, k_destroyed})
              .empty();
}

std::vector<CaseId> cases_with_key(db::Transaction& tx, const AgencyId& agency) {
  std::vector<CaseId> out;
  for (const auto& r : tx.query("select case_id from data_key where agency = $1 and wrapped <> $2"
                                " and case_id <> '' order by case_id",
                                {agency, k_destroyed})) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}

void destroy_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency) {
  tx.execute("delete from data_key where case_id = $1 and agency = $2", {case_id.text(), agency});
}

}  // namespace mash::pipeline
