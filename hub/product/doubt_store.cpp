// SPDX-License-Identifier: MIT
#include "doubt_store.h"

#include <string>

#include "mash/model/stored.h"

namespace mash::product {

namespace {

const std::string k_select =
    "select d.product_id, d.version, d.kind, d.since, d.ended_by, d.ended_at, d.sealed"
    " from product_doubt d join product p on p.id = d.product_id ";
const std::string k_order = " order by d.since, d.product_id, d.kind";

DoubtRow row_of(const db::Row& r) {
  return {.product = r.id<ProductId>(0),
          .version = r.integer(1),
          .kind = model::stored<Doubt>(r.text(2)),
          .since = r.time(3)};
}

}  // namespace

void insert_doubt(db::Transaction& tx, const DoubtRow& row) {
  tx.execute(
      "insert into product_doubt (product_id, version, kind, since) select $1, $2, $3, $4"
      " where not exists (select 1 from product_doubt where product_id = $1 and version = $2"
      " and kind = $3 and (ended_at is null or since = $4))",
      {row.product, row.version, model::code_of(row.kind), row.since});
}

std::vector<DoubtRow> open_doubts(db::Transaction& tx, const CaseId& id) {
  std::vector<DoubtRow> out;
  for (const auto& r :
       tx.query(k_select + "where p.case_id = $1 and d.ended_at is null" + k_order, {id})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::vector<EndedDoubt> answered_doubts(db::Transaction& tx, const CaseId& id) {
  std::vector<EndedDoubt> out;
  for (const auto& r :
       tx.query(k_select + "where p.case_id = $1 and d.sealed is not null" + k_order, {id})) {
    out.push_back(
        {.doubt = row_of(r), .by = r.id<StaffId>(4), .at = r.time(5), .sealed = r.blob(6)});
  }
  return out;
}

std::vector<CaseId> cases_in_doubt(db::Transaction& tx) {
  std::vector<CaseId> out;
  for (const auto& r : tx.query("select p.case_id, min(d.since) from product_doubt d join product p"
                                " on p.id = d.product_id where d.ended_at is null"
                                " group by p.case_id order by min(d.since), p.case_id")) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}

void end_doubts(db::Transaction& tx, const ProductId& id, std::optional<Doubt> kind, UtcTime at,
                const StaffId& by, const Bytes& why) {
  tx.execute(
      "update product_doubt set ended_at = $2, ended_by = $3, sealed = $4 where product_id = $1"
      " and ended_at is null and kind = coalesce($5, kind)",
      {id, at, by, why.empty() ? db::Param(db::Null{}) : db::Param(why),
       kind ? db::Param(std::string(model::code_of(*kind))) : db::Param(db::Null{})});
}

}  // namespace mash::product
