// SPDX-License-Identifier: MIT
#include "court_store.h"

#include "mash/cases/walls.h"
#include "stored.h"

namespace mash::access {

namespace {

const std::string k_order =
    "select o.id, o.case_id, o.written_at, o.written_by, o.served_on, o.due_on, o.sealed,"
    " m.at, m.by_staff, m.sealed from court_order o"
    " left join court_order_mistake m on m.order_id = o.id ";
const std::string k_part =
    "select p.id, p.order_id, p.owner, p.kind, p.object, p.version, p.at, a.place, a.answer, a.at,"
    " a.by_staff, a.sealed from court_part p left join court_answer a on a.part = p.id and"
    " a.place = (select max(n.place) from court_answer n where n.part = p.id) ";

OrderRow order_in(const db::Row& r) {
  OrderRow out{.id = r.text(0),
               .case_id = r.id<CaseId>(1),
               .written_at = r.time(2),
               .written_by = r.id<StaffId>(3),
               .served = day_in(r, 4),
               .due = day_in(r, 5),
               .sealed = r.blob(6)};
  if (!r.is_null(7)) {
    out.mistake_at = r.time(7);
    out.mistake_by = r.id<StaffId>(8);
    out.mistake_sealed = r.blob(9);
  }
  return out;
}

std::vector<OrderRow> orders_in(const db::Rows& rows) {
  std::vector<OrderRow> out;
  out.reserve(rows.size());
  for (const auto& r : rows) out.push_back(order_in(r));
  return out;
}

CourtPartRow part_in(const db::Row& r) {
  CourtPartRow out{.id = r.text(0),
                   .order = r.text(1),
                   .owner = r.id<AgencyId>(2),
                   .kind = stored<PartKind>(r.text(3)),
                   .object = r.text(4),
                   .version = r.integer(5),
                   .at = r.time(6)};
  if (!r.is_null(7)) {
    out.answered = CourtAnswerRow{.place = static_cast<int>(r.integer(7)),
                                  .answer = stored<CourtAnswer>(r.text(8)),
                                  .at = r.time(9),
                                  .by = r.id<StaffId>(10),
                                  .sealed = r.blob(11)};
  }
  return out;
}

// As of a part of a request: once its wall was lowered no court hears of it from here.
bool is_out(db::Transaction& tx, const CourtPartRow& part) {
  return part.kind == PartKind::allegation &&
         !cases::has_wall(tx, find_order(tx, part.order)->case_id);
}

}  // namespace

void insert_order(db::Transaction& tx, const OrderRow& row) {
  tx.execute(
      "insert into court_order (id, case_id, written_at, written_by, served_on, due_on, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.case_id, row.written_at, row.written_by, row.served.iso(), row.due.iso(),
       row.sealed});
}

void insert_mistake(db::Transaction& tx, std::string_view order, UtcTime at, const StaffId& by,
                    const Bytes& sealed) {
  tx.execute(
      "insert into court_order_mistake (order_id, at, by_staff, sealed) values ($1, $2, $3, $4)",
      {order, at, by, sealed});
}

std::optional<OrderRow> find_order(db::Transaction& tx, std::string_view order) {
  const auto rows = tx.query(k_order + "where o.id = $1", {order});
  if (rows.empty()) return std::nullopt;
  return order_in(rows.front());
}

std::vector<OrderRow> orders_of(db::Transaction& tx, const CaseId& id) {
  return orders_in(
      tx.query(k_order + "where o.case_id = $1 order by o.written_at desc, o.id", {id}));
}

std::vector<OrderRow> orders_about(db::Transaction& tx, const AgencyId& owner) {
  return orders_in(tx.query(k_order +
                                "where exists (select 1 from court_part p where p.order_id = o.id"
                                " and p.owner = $1) order by o.written_at desc, o.id",
                            {owner}));
}

void insert_court_part(db::Transaction& tx, const CourtPartRow& row) {
  tx.execute(
      "insert into court_part (id, order_id, owner, kind, object, version, at) values ($1, $2, $3,"
      " $4, $5, $6, $7) on conflict (order_id, kind, object, version) do nothing",
      {row.id, row.order, row.owner, model::code_of(row.kind), row.object, row.version, row.at});
}

void insert_court_answer(db::Transaction& tx, const std::string& part, const CourtAnswerRow& row) {
  tx.execute(
      "insert into court_answer (part, place, answer, at, by_staff, sealed) values ($1, $2, $3, $4,"
      " $5, $6)",
      {part, row.place, model::code_of(row.answer), row.at, row.by, row.sealed});
}

std::optional<CourtPartRow> find_court_part(db::Transaction& tx, std::string_view part) {
  const auto rows = tx.query(k_part + "where p.id = $1", {part});
  if (rows.empty()) return std::nullopt;
  auto out = part_in(rows.front());
  if (is_out(tx, out)) return std::nullopt;
  return out;
}

std::vector<CourtPartRow> court_parts_of(db::Transaction& tx, std::string_view order) {
  std::vector<CourtPartRow> out;
  for (const auto& r : tx.query(
           k_part +
               "where p.order_id = $1 and not exists (select 1 from court_part o where o.order_id ="
               " p.order_id and o.kind = p.kind and o.object = p.object and o.version > p.version)"
               " order by p.owner, p.kind, p.at, p.id",
           {order})) {
    auto part = part_in(r);
    if (!is_out(tx, part)) out.push_back(std::move(part));
  }
  return out;
}

void insert_court_bundle(db::Transaction& tx, const BundleRow& row) {
  tx.execute(
      "insert into court_bundle (id, order_id, reference, made_at, made_by, hash, pages) values"
      " ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.of, row.reference, row.made_at, row.made_by, row.hash, row.pages});
}

void store_court_handed(db::Transaction& tx, std::string_view bundle, Handed how, const StaffId& by,
                        UtcTime at) {
  tx.execute("update court_bundle set handed_at = $2, handed_by = $3, handed = $4 where id = $1",
             {bundle, at, by, model::code_of(how)});
}

std::vector<BundleRow> court_bundles_of(db::Transaction& tx, std::string_view order) {
  std::vector<BundleRow> out;
  for (const auto& r : tx.query("select id, order_id, reference, made_at, made_by, hash, pages,"
                                " handed_at, handed_by, handed from court_bundle where order_id ="
                                " $1 order by made_at, id",
                                {order})) {
    out.push_back(bundle_in(r));
  }
  return out;
}

}  // namespace mash::access
