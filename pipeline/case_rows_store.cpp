// SPDX-License-Identifier: MIT
#include "mash/pipeline/case_rows.h"

#include "mash/crypto/crypto.h"
#include "root_key.h"

namespace mash::pipeline {

ErasedRows erase_rows(db::Transaction& tx, const CaseId& case_id,
                      const std::vector<CaseRows>& all) {
  ErasedRows out;
  for (const auto& rows : all) {
    if (!rows.sealed.empty()) {
      for (const auto& r : tx.query(rows.sealed, {case_id})) {
        if (r.is_null(1) || r.blob(1).empty()) continue;
        out.lines.push_back(std::string(rows.kind) + " " + r.text(0) + " " +
                            hex(crypto::sha256(r.blob(1))));
        ++out.counts[std::string(rows.kind)];
      }
    }
    db::Params params = {case_id};
    if (rows.erase.find("$2") != std::string_view::npos) params.emplace_back(Bytes{});
    tx.execute(rows.erase, params);
  }
  return out;
}

ErasedRows erase_texts(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id,
                       const std::vector<SealedRows>& all) {
  ErasedRows out;
  for (const auto& rows : all) {
    for (const auto& r : tx.query(rows.select, {case_id, agency})) {
      if (r.blob(4).empty()) continue;  // went with an earlier one
      out.lines.push_back(std::string(rows.kind) + " " + r.text(0) + " " +
                          std::to_string(r.integer(1)) + " " + hex(crypto::sha256(r.blob(4))));
      ++out.counts[std::string(rows.kind)];
      tx.execute(rows.store, {Bytes{}, r.text(0), r.integer(1)});
    }
  }
  return out;
}

Keyholders keyholders(db::Transaction& tx, const CaseId& case_id) {
  Keyholders out;
  for (const auto& r : tx.query(
           "select agency, wrapped from data_key where case_id = $1 order by agency", {case_id})) {
    auto& those = r.blob(1) == k_destroyed ? out.destroyed : out.open;
    those.push_back(r.id<AgencyId>(0));
  }
  return out;
}

void end_keys_of_case(db::Transaction& tx, const CaseId& case_id) {
  // The old bytes are written over before the rows go.
  tx.execute("update data_key set wrapped = $2, quarter_key = 0 where case_id = $1",
             {case_id, k_destroyed});
  tx.execute("delete from data_key where case_id = $1", {case_id});
}

}  // namespace mash::pipeline
