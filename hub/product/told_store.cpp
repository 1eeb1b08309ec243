// SPDX-License-Identifier: MIT
#include "told_store.h"

namespace mash::product {

void insert_told(db::Transaction& tx, const ToldRow& row) {
  tx.execute(
      "insert into told_otherwise (package_id, case_id, about, by_staff, at, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.package, row.case_id, row.about, row.by, row.at, row.sealed});
}

std::vector<ToldRow> told_of(db::Transaction& tx, const CaseId& id) {
  std::vector<ToldRow> out;
  for (const auto& r : tx.query("select package_id, case_id, about, by_staff, at, sealed"
                                " from told_otherwise where case_id = $1 order by at, package_id",
                                {id})) {
    out.push_back({.package = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .about = r.text(2),
                   .by = r.id<StaffId>(3),
                   .at = r.time(4),
                   .sealed = r.blob(5)});
  }
  return out;
}

}  // namespace mash::product
