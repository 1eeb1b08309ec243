// SPDX-License-Identifier: MIT
#include "signed_store.h"

namespace mash::disclosure {

namespace {

const std::string k_signed =
    "select s.id, s.case_id, s.owner, s.person, s.at, s.sealed, r.release from signed_record s"
    " join signed_release r on r.record = s.id";

SignedRow row_of(const db::Row& r) {
  return {.id = r.text(0),
          .case_id = r.id<CaseId>(1),
          .owner = r.id<AgencyId>(2),
          .person = r.id<StaffId>(3),
          .at = r.time(4),
          .sealed = r.blob(5)};
}

}  // namespace

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
  for (const auto& r :
       tx.query(k_signed + " where r.release = $1 order by s.at, s.id", {release})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::vector<std::pair<std::string, SignedRow>> signed_about(db::Transaction& tx, const ItemId& item,
                                                            std::int64_t version,
                                                            const AgencyId& recipient) {
  std::vector<std::pair<std::string, SignedRow>> out;
  for (const auto& r :
       tx.query(k_signed + " join release_event e on e.id = r.release where e.item_id = $1"
                           " and e.version = $2 and e.recipient = $3 order by s.at, s.id",
                {item, version, recipient})) {
    out.emplace_back(r.text(6), row_of(r));
  }
  return out;
}

}  // namespace mash::disclosure
