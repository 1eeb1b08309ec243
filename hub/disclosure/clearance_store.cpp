// SPDX-License-Identifier: MIT
#include "clearance_store.h"

#include "mash/model/stored.h"

namespace mash::disclosure {

namespace {

const std::string k_select =
    "select w.product_id, w.draft, w.case_id, w.recipient, w.asked_at, w.asked_by, w.sealed,"
    " c.id, c.owner, c.place, c.answer, c.answered_by, c.answered_at, c.sealed from clearance c"
    " join final_words w on w.product_id = c.product_id and w.draft = c.draft"
    " where not exists (select 1 from clearance n where"
    " n.product_id = c.product_id and n.draft = c.draft and n.owner = c.owner and"
    " n.place > c.place) and ";
const std::string k_standing = k_select + "w.lapsed_at is null and ";

ClearanceRow row_of(const db::Row& r) {
  ClearanceRow out;
  out.words = {.product = r.id<ProductId>(0),
               .draft = r.integer(1),
               .case_id = r.id<CaseId>(2),
               .recipient = r.id<AgencyId>(3),
               .asked_at = r.time(4),
               .asked_by = r.id<StaffId>(5),
               .sealed = r.blob(6)};
  out.id = r.text(7);
  out.owner = r.id<AgencyId>(8);
  out.place = r.integer(9);
  if (r.is_null(10)) return out;
  out.answer = model::stored<ClearanceAnswer>(r.text(10));
  out.answered_by = r.id<StaffId>(11);
  out.answered_at = r.time(12);
  out.sealed_answer = r.blob(13);
  return out;
}

std::vector<ClearanceRow> rows_of(const db::Rows& rows) {
  std::vector<ClearanceRow> out;
  out.reserve(rows.size());
  for (const auto& r : rows) out.push_back(row_of(r));
  return out;
}

}  // namespace

void insert_final_words(db::Transaction& tx, const FinalWordsRow& row) {
  tx.execute(
      "insert into final_words (product_id, draft, case_id, recipient, asked_at, asked_by, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.product, row.draft, row.case_id, row.recipient, row.asked_at, row.asked_by, row.sealed});
}

void lapse_final_words(db::Transaction& tx, const ProductId& product, UtcTime at) {
  tx.execute("update final_words set lapsed_at = $2 where product_id = $1 and lapsed_at is null",
             {product, at});
}

void insert_clearance(db::Transaction& tx, const ClearanceRow& row) {
  if (!row.answer) {
    tx.execute(
        "insert into clearance (id, product_id, draft, owner, place) values ($1, $2, $3, $4, $5)",
        {row.id, row.words.product, row.words.draft, row.owner, row.place});
    return;
  }
  tx.execute(
      "insert into clearance (id, product_id, draft, owner, place, answer, answered_by,"
      " answered_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.words.product, row.words.draft, row.owner, row.place,
       model::code_of(*row.answer), row.answered_by, row.answered_at, row.sealed_answer});
}

std::vector<ClearanceRow> clearances_of_product(db::Transaction& tx, const ProductId& product) {
  return rows_of(tx.query(k_standing + "c.product_id = $1 order by c.owner", {product}));
}

std::vector<ClearanceRow> all_clearances(db::Transaction& tx, const ProductId& product,
                                         const AgencyId& owner) {
  return rows_of(tx.query(k_select + "c.product_id = $1 and c.owner = $2 order by c.draft desc",
                          {product, owner}));
}

bool objected(db::Transaction& tx, const ProductId& product, std::int64_t draft) {
  return !tx.query(
                "select 1 from clearance c where c.product_id = $1 and c.draft = $2 and"
                " c.answer = $3 and not exists (select 1 from clearance n where n.product_id ="
                " c.product_id and n.draft = c.draft and n.owner = c.owner and n.place > c.place)"
                " limit 1",
                {product, draft, model::code_of(ClearanceAnswer::objected)})
              .empty();
}

std::vector<ClearanceRow> clearances_of_owner(db::Transaction& tx, const AgencyId& owner,
                                              int limit) {
  const std::string of_owner = k_standing + "c.owner = $1 and c.answer is ";
  const std::string newest_first = " order by w.asked_at desc, w.product_id";
  auto out = rows_of(tx.query(of_owner + "null" + newest_first, {owner}));
  for (auto& row :
       rows_of(tx.query(of_owner + "not null" + newest_first + " limit $2", {owner, limit}))) {
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<ClearanceRow> clearances_of_case(db::Transaction& tx, const CaseId& id,
                                             const AgencyId& owner) {
  return rows_of(
      tx.query(k_standing + "w.case_id = $1 and c.owner = $2 order by w.asked_at, w.product_id",
               {id, owner}));
}

}  // namespace mash::disclosure
