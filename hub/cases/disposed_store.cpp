// SPDX-License-Identifier: MIT
#include "disposed_store.h"

namespace mash::cases {

namespace {

const std::string k_select =
    "select id, case_id, owner, class, subject, inside, rule, rule_version, due_at, at, by_staff,"
    " texts, files, hash, entry, detail from disposed ";

std::vector<Disposed> rows_of(const db::Rows& rows) {
  std::vector<Disposed> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .owner = r.id<AgencyId>(2),
                   .kind = r.text(3),
                   .subject = r.text(4),
                   .inside = r.integer(5) != 0,
                   .rule = r.text(6),
                   .rule_version = r.integer(7),
                   .due_at = r.time(8),
                   .at = r.time(9),
                   .by = r.id<StaffId>(10),
                   .texts = r.integer(11),
                   .files = r.integer(12),
                   .hash = r.text(13),
                   .entry = r.integer(14),
                   .detail = r.text(15)});
  }
  return out;
}

}  // namespace

void insert_disposed(db::Transaction& tx, const Disposed& one) {
  tx.execute(
      "insert into disposed (id, case_id, owner, class, subject, inside, rule, rule_version, "
      "due_at,"
      " at, by_staff, texts, files, hash, entry, detail) values ($1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10,"
      " $11, $12, $13, $14, $15, $16)",
      {one.id, one.case_id, one.owner, one.kind, one.subject, one.inside ? 1 : 0, one.rule,
       one.rule_version, one.due_at, one.at, one.by, one.texts, one.files, one.hash, one.entry,
       one.detail});
}

std::vector<Disposed> disposed_of_case(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(k_select + "where case_id = $1 order by at, id", {id}));
}

std::vector<Disposed> disposed_by(db::Transaction& tx, const AgencyId& owner, int limit) {
  return rows_of(
      tx.query(k_select + "where owner = $1 order by at desc, id limit $2", {owner, limit}));
}

std::vector<Disposed> all_disposed(db::Transaction& tx) {
  return rows_of(tx.query(k_select + "order by entry"));
}

}  // namespace mash::cases
