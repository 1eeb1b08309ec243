// SPDX-License-Identifier: MIT
#include "product_store.h"

#include "account_store.h"
#include "mash/base/assert.h"
#include "mash/pipeline/sweep.h"

namespace mash::inbox {

namespace {

constexpr std::string_view k_columns =
    "select p.id, p.version, p.recipient, p.reference, p.safety, p.rating, p.urgent, p.accept_by,"
    " p.issued_at, p.received_at, p.hash,"
    " (select max(n.version) from product n where n.id = p.id),"
    " (select max(w.at) from product_withdrawal w where w.product = p.id"
    " and (w.version = p.version or (w.version = 0 and w.at >= p.issued_at))), p.only_tells,"
    " p.unwitnessed"
    " from product p ";

std::string select_where(std::string_view condition) {
  return std::string(k_columns) + std::string(condition);
}

ProductRow row_of(const db::Row& r) {
  ProductRow out{.id = r.id<ProductId>(0),
                 .version = r.integer(1),
                 .recipient = r.id<AgencyId>(2),
                 .reference = r.text(3),
                 .safety = r.integer(4) != 0,
                 .rating = r.text(5),
                 .urgent = r.integer(6) != 0,
                 .only_tells = r.integer(13) != 0,
                 .unwitnessed = r.integer(14) != 0,
                 .issued_at = r.time(8),
                 .received_at = r.time(9),
                 .hash = r.text(10),
                 .newest = r.integer(11)};
  if (!r.is_null(7)) out.accept_by = r.time(7);
  if (!r.is_null(12)) out.withdrawn_at = r.time(12);
  return out;
}

pipeline::Label product_label(const ProductId& id, std::int64_t version) {
  return {.owner = k_gate_content,
          .kind = "product",
          .case_id = CaseId::trusted(id.text()),
          .row = id.text(),
          .version = version};
}

pipeline::Label withdrawal_label(const ProductId& id, std::string_view row, std::int64_t version) {
  return {.owner = k_gate_content,
          .kind = "withdrawal",
          .case_id = CaseId::trusted(id.text()),
          .row = row,
          .version = version};
}

std::string withdrawal_row(const ProductId& id, UtcTime at) {
  return id.text() + "-" + std::to_string(at.micros);
}

packages::InwardKind kind_of(const std::string& code) {
  using enum packages::InwardKind;
  for (const auto kind : {product_read, product_accepted, product_rejected, withdrawal_seen}) {
    if (packages::code_of(kind) == code) return kind;
  }
  MASH_ASSERT(false);
}

std::vector<ActRow> acts_from(const db::Rows& rows) {
  std::vector<ActRow> out;
  for (const auto& r : rows) {
    out.push_back({.product = r.id<ProductId>(0),
                   .version = r.integer(1),
                   .kind = kind_of(r.text(2)),
                   .person = r.id<StaffId>(3),
                   .at = r.time(4)});
  }
  return out;
}

}  // namespace

std::optional<ProductRow> find_product(db::Transaction& tx, const ProductId& id,
                                       std::int64_t version) {
  static const std::string sql = select_where(
      "where p.id = $1 and (p.version = $2 or $2 = 0) order by p.version desc limit 1");
  const auto rows = tx.query(sql, {id, version});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::vector<ProductRow> products_of(db::Transaction& tx, const AgencyId& recipient, int limit) {
  static const std::string sql = select_where(
      "where p.recipient = $1 order by case when exists (select 1 from product_act a"
      " where a.product = p.id and a.version = p.version and a.kind <> 'product_read')"
      " then 1 else 0 end, p.received_at desc, p.id, p.version desc limit $2");
  std::vector<ProductRow> out;
  for (const auto& r : tx.query(sql, {recipient, limit})) out.push_back(row_of(r));
  return out;
}

packages::Product open_product(db::Transaction& tx, const pipeline::Vault& vault,
                               const policy::Proof& proof, const ProductRow& row) {
  MASH_ASSERT(!row.withdrawn_at);
  const auto rows =
      tx.query("select sealed from product where id = $1 and version = $2", {row.id, row.version});
  const Sensitive text =
      vault.open(tx, proof, product_label(row.id, row.version), rows.front().blob(0));
  auto product = packages::decode_product(as_bytes(text.reveal()));
  MASH_ASSERT(product.has_value());
  return *std::move(product);
}

Sensitive open_withdrawal(db::Transaction& tx, const pipeline::Vault& vault,
                          const policy::Proof& proof, const ProductRow& row) {
  MASH_ASSERT(row.withdrawn_at.has_value());
  const auto rows = tx.query(
      "select version, sealed from product_withdrawal where product = $1 and at = $2"
      " and (version = $3 or version = 0) order by version desc limit 1",
      {row.id, *row.withdrawn_at, row.version});
  const auto& r = rows.front();
  const std::string name = withdrawal_row(row.id, *row.withdrawn_at);
  return vault.open(tx, proof, withdrawal_label(row.id, name, r.integer(0)), r.blob(1));
}

void store_product(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                   const packages::Product& p, UtcTime received_at, bool unwitnessed) {
  const Bytes sealed =
      vault.seal(tx, product_label(p.id, p.version), to_text(packages::encode(p)), random);
  tx.execute(
      "insert into product (id, version, recipient, reference, safety, rating, urgent, accept_by,"
      " issued_at, received_at, hash, sealed, only_tells, unwitnessed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {p.id, p.version, p.recipient, p.reference, p.safety ? 1 : 0, p.rating, p.urgent ? 1 : 0,
       p.accept_by ? db::Param(*p.accept_by) : db::Param(db::Null{}), p.issued_at, received_at,
       packages::product_hash(p), sealed, p.only_tells ? 1 : 0, unwitnessed ? 1 : 0});
  // It may have been taken back before it came.
  tx.execute(
      "update product set sealed = null where id = $1 and version = $2 and exists ("
      "select 1 from product_withdrawal w where w.product = $1"
      " and (w.version = $2 or (w.version = 0 and w.at >= $3)))",
      {p.id, p.version, p.issued_at});
}

void store_withdrawal(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                      const packages::Withdrawal& w, UtcTime at) {
  const std::string name = withdrawal_row(w.product, at);
  tx.execute(
      "insert into product_withdrawal (product, version, at, sealed) values ($1, $2, $3, $4)"
      " on conflict (product, version, at) do nothing",
      {w.product, w.version, at,
       vault.seal(tx, withdrawal_label(w.product, name, w.version), w.why, random)});
  tx.execute(
      "update product set sealed = null where id = $1"
      " and (version = $2 or ($2 = 0 and issued_at <= $3))",
      {w.product, w.version, at});
  tx.execute(
      "delete from product_signatures where product = $1 and exists (select 1 from product p"
      " where p.id = product_signatures.product and p.version = product_signatures.version"
      " and p.sealed is null)",
      {w.product});
}

std::vector<ActRow> acts_on(db::Transaction& tx, const ProductRow& row) {
  return acts_from(
      tx.query("select product, version, kind, person, at from product_act"
               " where product = $1 and version = $2 order by at, person",
               {row.id, row.version}));
}

std::vector<ActRow> acts_of(db::Transaction& tx, const AgencyId& recipient) {
  return acts_from(
      tx.query("select a.product, a.version, a.kind, a.person, a.at from product_act a"
               " join product p on p.id = a.product and p.version = a.version"
               " where p.recipient = $1 order by a.at, a.person",
               {recipient}));
}

std::vector<std::string> remove_products(db::Transaction& tx, UtcTime answered, UtcTime came) {
  // Without content it is withdrawn, and then only having seen that is an answer.
  const auto old = tx.query(
      "select p.id, p.version from product p where p.received_at < $2 or (exists ("
      "select 1 from product_act a where a.product = p.id and a.version = p.version"
      " and (a.kind = 'withdrawal_seen' or (p.sealed is not null"
      " and a.kind in ('product_accepted', 'product_rejected')))) and not exists ("
      "select 1 from product_act a where a.product = p.id and a.version = p.version"
      " and a.at >= $1)) order by p.id, p.version",
      {answered, came});
  std::vector<std::string> out;
  for (const auto& row : old) {
    const db::Params version = {row.text(0), row.integer(1)};
    tx.execute("delete from product_act where product = $1 and version = $2", version);
    tx.execute("delete from product_receipt where product = $1 and version = $2", version);
    tx.execute("delete from product_signatures where product = $1 and version = $2", version);
    tx.execute("delete from product where id = $1 and version = $2", version);
    if (out.empty() || out.back() != row.text(0)) out.push_back(row.text(0));
  }
  tx.execute(
      "delete from product_receipt where at < $1 and not exists (select 1 from product p"
      " where p.id = product_receipt.product and p.version = product_receipt.version)",
      {came});
  const auto strays = tx.query(
      "select distinct product from product_signatures s where s.at < $1 and not exists ("
      "select 1 from product p where p.id = s.product and p.version = s.version)",
      {came});
  tx.execute(
      "delete from product_signatures where at < $1 and not exists (select 1 from product p"
      " where p.id = product_signatures.product and p.version = product_signatures.version)",
      {came});
  const auto kept = [&tx](const std::string& id) {
    return !tx.query("select id from product where id = $1", {id}).empty() ||
           !tx.query("select product from product_withdrawal where product = $1", {id}).empty() ||
           !tx.query("select product from product_signatures where product = $1", {id}).empty();
  };
  const auto withdrawn = tx.query(
      "select distinct w.product from product_withdrawal w where w.at < $1"
      " and not exists (select 1 from product p where p.id = w.product)",
      {came});
  std::vector<std::string> ids = out;
  for (const auto& row : strays) ids.push_back(row.text(0));
  for (const auto& row : withdrawn) {
    tx.execute("delete from product_withdrawal where product = $1 and at < $2",
               {row.text(0), came});
    ids.push_back(row.text(0));
  }
  for (const std::string& id : ids) {
    if (!kept(id)) pipeline::destroy_data_key(tx, CaseId::trusted(id), k_gate_content);
  }
  return out;
}

bool add_act(db::Transaction& tx, const ActRow& act) {
  return tx.execute(
             "insert into product_act (product, version, kind, person, at)"
             " values ($1, $2, $3, $4, $5)"
             " on conflict (product, version, kind, person) do nothing",
             {act.product, act.version, packages::code_of(act.kind), act.person, act.at}) == 1;
}

}  // namespace mash::inbox
