// SPDX-License-Identifier: MIT
#include "key_store.h"

#include "mash/db/query_in.h"
#include "mash/pipeline/rekey.h"
#include "mash/pipeline/sweep.h"
#include "root_key.h"

namespace mash::pipeline {

std::optional<Bytes> find_data_key(db::Transaction& tx, const CaseId& case_id,
                                   const AgencyId& agency) {
  // Content without a case has the empty text here, not null.
  const auto rows = tx.query("select wrapped from data_key where case_id = $1 and agency = $2",
                             {case_id.text(), agency});
  if (rows.empty()) return std::nullopt;
  return rows.front().blob(0);
}

std::map<std::pair<CaseId, AgencyId>, Bytes> find_data_keys(db::Transaction& tx,
                                                            const std::set<CaseId>& cases) {
  std::map<std::pair<CaseId, AgencyId>, Bytes> out;
  for (const auto& r :
       db::query_in(tx, "select case_id, agency, wrapped from data_key where case_id in ($ids)",
                    {cases.begin(), cases.end()})) {
    out.emplace(std::pair(r.id<CaseId>(0), r.id<AgencyId>(1)), r.blob(2));
  }
  return out;
}

void add_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                  const Bytes& wrapped) {
  tx.execute("insert into data_key (case_id, agency, wrapped) values ($1, $2, $3)",
             {case_id.text(), agency, wrapped});
}

void store_data_key(db::Transaction& tx, const CaseId& case_id, const AgencyId& agency,
                    const Bytes& wrapped) {
  tx.execute("update data_key set wrapped = $3 where case_id = $1 and agency = $2",
             {case_id.text(), agency, wrapped});
}

std::vector<std::pair<std::string, Bytes>> data_keys_after(db::Transaction& tx,
                                                           const AgencyId& agency,
                                                           const std::string& after, int most) {
  std::vector<std::pair<std::string, Bytes>> out;
  for (const auto& r : tx.query("select case_id, wrapped from data_key where agency = $1 and "
                                "case_id > $2 order by case_id limit $3",
                                {agency, after, most})) {
    out.emplace_back(r.text(0), r.blob(1));
  }
  return out;
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
