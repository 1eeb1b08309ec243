// SPDX-License-Identifier: MIT
#include "signed_store.h"

namespace mash::disclosure {

void insert_signed(db::Transaction& tx, const SignedRow& row,
                   const std::vector<std::string>& releases) {
  tx.execute(
      "insert into signed_record (id, case_id, owner, person, at, sealed)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.id, row.case_id, row.owner, row.person, row.at, row.sealed});
  for (const auto& release : releases) {
    tx.execute("insert into signed_release (release, person, record) values ($1, $2, $3)",
               {release, row.person, row.id});
  }
}

std::vector<SignedRow> signed_of(db::Transaction& tx, const std::string& release) {
  std::vector<SignedRow> out;
  for (const auto& r : tx.query(
           "select s.id, s.case_id, s.owner, s.person, s.at, s.sealed from signed_record s"
           " join signed_release r on r.record = s.id where r.release = $1 order by s.at, s.id",
           {release})) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .owner = r.id<AgencyId>(2),
                   .person = r.id<StaffId>(3),
                   .at = r.time(4),
                   .sealed = r.blob(5)});
  }
  return out;
}

}  // namespace mash::disclosure
