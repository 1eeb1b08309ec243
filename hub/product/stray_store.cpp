// SPDX-License-Identifier: MIT
#include "stray_store.h"

namespace mash::product {

namespace {

std::vector<StrayRow> rows_from(const db::Rows& rows) {
  std::vector<StrayRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .product = r.id<ProductId>(1),
                   .person = r.id<StaffId>(2),
                   .agency = r.id<AgencyId>(3),
                   .at = r.time(4)});
  }
  return out;
}

}  // namespace

bool insert_stray(db::Transaction& tx, const StrayRow& row, const std::vector<AgencyId>& desks) {
  const auto added = tx.execute(
      "insert into product_stray (id, product_id, person, agency, at, day)"
      " values ($1, $2, $3, $4, $5, $6) on conflict (product_id, person, day) do nothing",
      {row.id, row.product, row.person, row.agency, row.at, to_london(row.at).date.iso()});
  if (added == 0) return false;
  for (const auto& desk : desks) {
    tx.execute("insert into product_stray_reader (stray_id, desk) values ($1, $2)", {row.id, desk});
  }
  return true;
}

std::optional<StrayRow> find_stray(db::Transaction& tx, const std::string& id) {
  const auto rows = rows_from(
      tx.query("select id, product_id, person, agency, at from product_stray where id = $1", {id}));
  return rows.empty() ? std::nullopt : std::optional(rows.front());
}

std::vector<StrayRow> strays_of(db::Transaction& tx, const ProductId& product) {
  return rows_from(
      tx.query("select id, product_id, person, agency, at from product_stray"
               " where product_id = $1 order by at, id",
               {product}));
}

std::vector<StrayReader> readers_of(db::Transaction& tx, const std::string& stray) {
  std::vector<StrayReader> out;
  for (const auto& r : tx.query("select desk, read_by, read_at from product_stray_reader"
                                " where stray_id = $1 order by desk",
                                {stray})) {
    out.push_back({.desk = r.id<AgencyId>(0),
                   .read_by = StaffId::trusted(r.text_or(1, "")),
                   .read_at = r.is_null(2) ? UtcTime{} : r.time(2)});
  }
  return out;
}

std::vector<StrayRow> unread_strays(db::Transaction& tx, const AgencyId& desk) {
  return rows_from(
      tx.query("select s.id, s.product_id, s.person, s.agency, s.at"
               " from product_stray s join product_stray_reader r"
               " on r.stray_id = s.id"
               " where r.desk = $1 and r.read_at is null order by s.at, s.id",
               {desk}));
}

void store_stray_read(db::Transaction& tx, const std::string& stray, const AgencyId& desk,
                      const StaffId& by, UtcTime at) {
  tx.execute(
      "update product_stray_reader set read_by = $3, read_at = $4"
      " where stray_id = $1 and desk = $2 and read_at is null",
      {stray, desk, by, at});
}

}  // namespace mash::product
