// SPDX-License-Identifier: MIT
#include "product_store.h"

#include <algorithm>

#include "mash/model/stored.h"
#include "mash/model/words.h"

namespace mash::product {

namespace {

using model::stored;

std::vector<ProductHead> heads(const db::Rows& rows) {
  std::vector<ProductHead> out;
  for (const auto& r : rows) {
    out.push_back({r.id<ProductId>(0), r.id<CaseId>(1), r.text(2), r.id<AgencyId>(3)});
  }
  return out;
}
std::vector<ItemId> item_ids(const db::Rows& rows) {
  std::vector<ItemId> out;
  for (const auto& r : rows) out.push_back(r.id<ItemId>(0));
  return out;
}
std::optional<ProductHead> first(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return heads(rows).front();
}

constexpr std::string_view k_version =
    "select v.product_id, v.draft, v.version, v.safety, v.state, v.created_by, v.created_at,"
    " v.issued_by, v.issued_at, v.hash, v.recalled_why, v.rejected_at, v.passes_case,"
    " v.sealed_draft from product_version v ";

std::vector<VersionRow> versions(const db::Rows& rows) {
  std::vector<VersionRow> out;
  for (const auto& r : rows) {
    out.push_back({.product = r.id<ProductId>(0),
                   .draft = r.integer(1),
                   .version = r.integer_or(2, 0),
                   .safety = r.integer(3) != 0,
                   .passes_case = r.integer(12) != 0,
                   .state = stored<ProductState>(r.text(4)),
                   .created_by = r.id<StaffId>(5),
                   .created_at = r.time(6),
                   .issued_by = r.id<StaffId>(7),
                   .issued_at = UtcTime{r.integer_or(8, 0)},
                   .hash = r.text_or(9, ""),
                   .recalled = r.is_null(10) ? std::optional<RecallReason>()
                                             : std::optional(stored<RecallReason>(r.text(10))),
                   .rejected_at = UtcTime{r.integer_or(11, 0)},
                   .sealed_draft = r.blob(13)});
  }
  return out;
}

}  // namespace

void insert_product(db::Transaction& tx, const ProductHead& h) {
  tx.execute("insert into product (id, case_id, reference, recipient) values ($1, $2, $3, $4)",
             {h.id, h.case_id, h.reference, h.recipient});
}
std::optional<ProductHead> find_product(db::Transaction& tx, const ProductId& id) {
  return first(
      tx.query("select id, case_id, reference, recipient from product where id = $1", {id}));
}
std::optional<ProductHead> find_product(db::Transaction& tx, const CaseId& id,
                                        const AgencyId& recipient) {
  return first(tx.query(
      "select id, case_id, reference, recipient from product where case_id = $1 and recipient = $2",
      {id, recipient}));
}
std::vector<ProductHead> products_of(db::Transaction& tx, const CaseId& id) {
  return heads(tx.query(
      "select id, case_id, reference, recipient from product where case_id = $1 order by recipient",
      {id}));
}

std::int64_t insert_version(db::Transaction& tx, const VersionRow& row,
                            const std::vector<ItemId>& items) {
  const auto draft =
      tx.query("select coalesce(max(draft), 0) + 1 from product_version where product_id = $1",
               {row.product})
          .front()
          .integer(0);
  tx.execute(
      "insert into product_version (product_id, draft, safety, passes_case, state, created_by,"
      " created_at, sealed_draft) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.product, draft, row.safety ? 1 : 0, row.passes_case ? 1 : 0, model::code_of(row.state),
       row.created_by, row.created_at, row.sealed_draft});
  for (std::size_t i = 0; i < items.size(); ++i) {
    tx.execute(
        "insert into product_item (product_id, draft, place, item_id, went)"
        " values ($1, $2, $3, $4, 0)",
        {row.product, draft, i, items[i]});
  }
  return draft;
}

std::vector<VersionRow> versions_of(db::Transaction& tx, const ProductId& id) {
  return versions(
      tx.query(std::string(k_version) + "where v.product_id = $1 order by v.draft desc", {id}));
}
std::vector<ItemId> items_of(db::Transaction& tx, const ProductId& id, std::int64_t draft) {
  return item_ids(tx.query(
      "select item_id from product_item where product_id = $1 and draft = $2 order by place",
      {id, draft}));
}
std::vector<ItemId> items_that_went(db::Transaction& tx, const ProductId& id, std::int64_t draft) {
  return item_ids(
      tx.query("select item_id from product_item where product_id = $1 and draft = $2 and went = 1"
               " order by place",
               {id, draft}));
}
std::optional<ProductHead> passed_to(db::Transaction& tx, const CaseId& id) {
  return first(
      tx.query("select p.id, p.case_id, p.reference, p.recipient from product p"
               " join product_version v on v.product_id = p.id"
               " where p.case_id = $1 and v.passes_case = 1 and v.version is not null"
               " order by v.issued_at desc, v.version desc limit 1",
               {id}));
}
std::vector<CaseId> passed_and_silent(db::Transaction& tx, UtcTime now) {
  std::vector<CaseId> out;
  for (const auto& r : tx.query("select distinct c.id from case_file c left join deadline d on "
                                "d.case_id = c.id and d.stage = $2"
                                " and d.met_at is null and d.withdrawn_at is null"
                                " where c.state in ($1, $4) and (d.id is null or d.due_at < $3)",
                                {model::code_of(model::NotificationState::routed_open_case),
                                 model::code_of(model::Stage::disseminate), now,
                                 model::code_of(model::NotificationState::routed_adult)})) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}
std::int64_t next_version(db::Transaction& tx, const ProductId& id) {
  return tx
      .query("select coalesce(max(version), 0) + 1 from product_version where product_id = $1",
             {id})
      .front()
      .integer(0);
}

void store_issued(db::Transaction& tx, const VersionRow& row, const Bytes& sealed_issued,
                  const std::vector<ItemId>& went) {
  tx.execute(
      "update product_version set version = $3, state = $4, issued_by = $5, issued_at = $6,"
      " hash = $7, sealed_issued = $8 where product_id = $1 and draft = $2 and version is null",
      {row.product, row.draft, row.version, model::code_of(ProductState::issued), row.issued_by,
       row.issued_at, row.hash, sealed_issued});
  for (const auto& item : went) {
    tx.execute(
        "update product_item set went = 1 where product_id = $1 and draft = $2 and item_id = $3",
        {row.product, row.draft, item});
  }
}
Bytes sealed_issued(db::Transaction& tx, const ProductId& id, std::int64_t draft) {
  return tx
      .query("select sealed_issued from product_version where product_id = $1 and draft = $2",
             {id, draft})
      .at(0)
      .blob(0);
}

void store_state(db::Transaction& tx, const ProductId& id, std::int64_t draft, ProductState state) {
  tx.execute("update product_version set state = $3 where product_id = $1 and draft = $2",
             {id, draft, model::code_of(state)});
}
void store_rejected(db::Transaction& tx, const ProductId& id, std::int64_t draft, UtcTime at) {
  store_state(tx, id, draft, ProductState::rejected);
  tx.execute("update product_version set rejected_at = $3 where product_id = $1 and draft = $2",
             {id, draft, at});
}
void store_recalled(db::Transaction& tx, const ProductId& id, std::int64_t draft,
                    RecallReason why) {
  store_state(tx, id, draft, ProductState::recalled);
  tx.execute("update product_version set recalled_why = $3 where product_id = $1 and draft = $2",
             {id, draft, model::code_of(why)});
}
std::vector<VersionRow> versions_with(db::Transaction& tx, const ItemId& item,
                                      const AgencyId& recipient) {
  return versions(
      tx.query(std::string(k_version) +
                   "join product_item i on i.product_id = v.product_id and i.draft = v.draft"
                   " join product p on p.id = v.product_id where i.item_id = $1 and i.went = 1"
                   " and p.recipient = $2 and v.state <> $3 order by v.draft desc",
               {item, recipient, model::code_of(ProductState::recalled)}));
}

void insert_act(db::Transaction& tx, const ActRow& row) {
  tx.execute(
      "insert into product_act (id, product_id, version, kind, person, at, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.product, row.version, row.kind, row.person, row.at, row.sealed});
}
std::vector<ActRow> acts_of(db::Transaction& tx, const ProductId& id) {
  std::vector<ActRow> out;
  for (const auto& r :
       tx.query("select id, product_id, version, kind, person, at, sealed from product_act"
                " where product_id = $1 order by at, id",
                {id})) {
    out.push_back({r.text(0), r.id<ProductId>(1), r.integer(2), r.text(3), r.id<StaffId>(4),
                   r.time(5), r.blob(6)});
  }
  return out;
}

std::string last_directory_hash(db::Transaction& tx) {
  const auto rows = tx.query("select hash from directory_sent order by seq desc limit 1");
  return rows.empty() ? std::string() : rows.front().text(0);
}
void insert_directory(db::Transaction& tx, const std::string& hash, UtcTime at) {
  tx.execute(
      "insert into directory_sent (seq, hash, at)"
      " values ((select coalesce(max(seq), 0) + 1 from directory_sent), $1, $2)",
      {hash, at});
}

}  // namespace mash::product
