// SPDX-License-Identifier: MIT
#include "release_store.h"

#include <algorithm>

#include "mash/model/stored.h"

namespace mash::disclosure {

namespace {

const std::string k_release =
    "select e.id, e.item_id, e.version, e.recipient, e.state, e.withhold_reason, e.basis,"
    " e.expires_at, e.decided_by, e.decided_at, e.sealed from release_event e ";

const std::string k_any_request =
    "select r.product_id, r.item_id, r.version, r.case_id, r.recipient, r.owner, r.asked_at,"
    " r.asked_by from release_request r ";
const std::string k_request =
    k_any_request +
    "join item i on i.id = r.item_id and i.version = r.version and i.state = 'IN_HUB' ";

std::vector<std::string> split(const std::string& codes) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start < codes.size()) {
    const auto end = std::min(codes.find(' ', start), codes.size());
    out.push_back(codes.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

std::string join(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

ReleaseRow release_of(const db::Row& r) {
  ReleaseRow out;
  out.id = r.text(0);
  out.item = r.id<ItemId>(1);
  out.version = r.integer(2);
  out.recipient = r.id<AgencyId>(3);
  out.state = model::stored<model::ReleaseState>(r.text(4));
  out.withhold_reason = r.text_or(5, "");
  out.basis = split(r.text(6));
  if (!r.is_null(7)) out.expires_at = r.time(7);
  out.decided_by = r.id<StaffId>(8);
  out.decided_at = r.time(9);
  out.sealed = r.blob(10);
  return out;
}

std::vector<RequestRow> requests(const db::Rows& rows) {
  std::vector<RequestRow> out;
  for (const auto& r : rows) {
    out.push_back({.product = r.id<ProductId>(0),
                   .item = r.id<ItemId>(1),
                   .version = r.integer(2),
                   .case_id = r.id<CaseId>(3),
                   .recipient = r.id<AgencyId>(4),
                   .owner = r.id<AgencyId>(5),
                   .asked_at = r.time(6),
                   .asked_by = r.id<StaffId>(7)});
  }
  return out;
}

}  // namespace

void insert_release(db::Transaction& tx, const ReleaseRow& row) {
  const auto before = tx.query(
      "select coalesce(max(place), 0) from release_event where item_id = $1 and version = $2 and"
      " recipient = $3",
      {row.item, row.version, row.recipient});
  tx.execute(
      "insert into release_event (id, item_id, version, recipient, place, state, withhold_reason,"
      " basis, expires_at, decided_by, decided_at, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {row.id, row.item, row.version, row.recipient, before.front().integer(0) + 1,
       model::code_of(row.state),
       row.withhold_reason.empty() ? db::Param(db::Null{}) : db::Param(row.withhold_reason),
       join(row.basis), row.expires_at ? db::Param(*row.expires_at) : db::Param(db::Null{}),
       row.decided_by, row.decided_at, row.sealed});
}

std::optional<ReleaseRow> newest_release(db::Transaction& tx, const ItemId& item,
                                         std::int64_t version, const AgencyId& recipient) {
  const auto rows = tx.query(k_release +
                                 "where e.item_id = $1 and e.version = $2 and e.recipient = $3"
                                 " order by e.place desc limit 1",
                             {item, version, recipient});
  if (rows.empty()) return std::nullopt;
  return release_of(rows.front());
}

std::optional<ReleaseRow> release_at(db::Transaction& tx, const ItemId& item, std::int64_t version,
                                     const AgencyId& recipient, UtcTime at) {
  const auto rows = tx.query(k_release +
                                 "where e.item_id = $1 and e.version = $2 and e.recipient = $3"
                                 " and e.decided_at <= $4 order by e.place desc limit 1",
                             {item, version, recipient, at});
  if (rows.empty()) return std::nullopt;
  return release_of(rows.front());
}

std::vector<ReleaseRow> newest_releases(db::Transaction& tx, const ItemId& item,
                                        std::int64_t version) {
  std::vector<ReleaseRow> out;
  for (const auto& r : tx.query(
           k_release + "where e.item_id = $1 and e.version = $2 and not exists (select 1 from"
                       " release_event n where n.item_id = e.item_id and n.version = e.version and"
                       " n.recipient = e.recipient and n.place > e.place) order by e.recipient",
           {item, version})) {
    out.push_back(release_of(r));
  }
  return out;
}

void insert_request(db::Transaction& tx, const RequestRow& row) {
  tx.execute(
      "insert into release_request (product_id, item_id, version, case_id, recipient, owner,"
      " asked_at, asked_by) values ($1, $2, $3, $4, $5, $6, $7, $8)"
      " on conflict (product_id, item_id, version) do nothing",
      {row.product, row.item, row.version, row.case_id, row.recipient, row.owner, row.asked_at,
       row.asked_by});
}

std::vector<RequestRow> requests_of_owner(db::Transaction& tx, const AgencyId& owner, UtcTime now,
                                          int limit) {
  return requests(tx.query(
      k_request +
          "where r.owner = $1 and (r.product_id in (select q.product_id from release_request q"
          " join item j on j.id = q.item_id and j.version = q.version and j.state = 'IN_HUB'"
          " where q.owner = $1 and not exists (select 1 from release_event e where"
          " e.item_id = q.item_id and e.version = q.version and e.recipient = q.recipient"
          " and (e.expires_at is null or e.expires_at > $2) and not exists (select 1 from"
          " release_event n where n.item_id = e.item_id and n.version = e.version and"
          " n.recipient = e.recipient and n.place > e.place)))"
          " or r.product_id in (select q.product_id from release_request q where q.owner = $1"
          " group by q.product_id order by max(q.asked_at) desc, q.product_id limit $3))"
          " order by r.asked_at desc, r.product_id, r.item_id",
      {owner, now, limit}));
}

std::vector<RequestRow> requests_about(db::Transaction& tx, const ItemId& item,
                                       std::int64_t version) {
  return requests(tx.query(
      k_any_request + "where r.item_id = $1 and r.version = $2 order by r.asked_at, r.product_id",
      {item, version}));
}

std::vector<RequestRow> requests_of_product(db::Transaction& tx, const ProductId& product) {
  return requests(
      tx.query(k_request + "where r.product_id = $1 order by i.owner, i.place", {product}));
}

std::vector<RequestRow> requests_of_case(db::Transaction& tx, const CaseId& id,
                                         const AgencyId& owner) {
  return requests(tx.query(k_request + "where r.case_id = $1 and r.owner = $2"
                                       " order by r.asked_at, i.place",
                           {id, owner}));
}

void store_release_clock(db::Transaction& tx, const ProductId& product, const CaseId& id,
                         const AgencyId& owner, std::string_view clock) {
  tx.execute(
      "insert into release_clock (product_id, owner, case_id, clock) values ($1, $2, $3, $4)"
      " on conflict (product_id, owner) do update set clock = excluded.clock",
      {product, owner, id, clock});
}

std::string release_clock_id(db::Transaction& tx, const ProductId& product, const AgencyId& owner) {
  const auto rows = tx.query("select clock from release_clock where product_id = $1 and owner = $2",
                             {product, owner});
  return rows.empty() ? std::string() : rows.front().text(0);
}

std::vector<ProductId> products_with_clock(db::Transaction& tx, const CaseId& id,
                                           const AgencyId& owner) {
  std::vector<ProductId> out;
  for (const auto& r : tx.query("select product_id from release_clock where case_id = $1 and"
                                " owner = $2 order by product_id",
                                {id, owner})) {
    out.push_back(r.id<ProductId>(0));
  }
  return out;
}

}  // namespace mash::disclosure
