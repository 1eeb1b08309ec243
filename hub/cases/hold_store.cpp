// SPDX-License-Identifier: MIT
#include "hold_store.h"

#include <stdexcept>

namespace mash::cases {

namespace {

const std::string k_select =
    "select id, case_id, owner, authority, set_at, set_by, agency, review_on, lifted_at, lifted_by,"
    " sealed, lifted_sealed from legal_hold ";

std::vector<Hold> rows_of(const db::Rows& rows) {
  std::vector<Hold> out;
  for (const auto& r : rows) {
    const auto review = LocalDate::parse(r.text(7));
    if (!review) throw std::runtime_error("a hold in the database has no date of review");
    Hold one{.id = r.text(0),
             .case_id = r.id<CaseId>(1),
             .owner = AgencyId::trusted(r.text(2)),
             .authority = r.text(3),
             .set_at = r.time(4),
             .set_by = r.id<StaffId>(5),
             .agency = r.id<AgencyId>(6),
             .review_on = *review,
             .lifted_by = r.id<StaffId>(9),
             .sealed = r.blob(10)};
    if (!r.is_null(8)) one.lifted_at = r.time(8);
    if (!r.is_null(11)) one.lifted_sealed = r.blob(11);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::vector<pipeline::SealedRows> sealed_rows() {
  return {{.kind = "legal_hold",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', sealed from legal_hold"
                     " where case_id = $1 and owner = $2",
           .store = "update legal_hold set sealed = $1 where id = $2 and $3 = 1"},
          {.kind = "legal_hold_lifted",
           .select = "select id, cast(1 as bigint), cast(0 as bigint), '', lifted_sealed"
                     " from legal_hold where case_id = $1 and owner = $2"
                     " and lifted_sealed is not null",
           .store = "update legal_hold set lifted_sealed = $1 where id = $2 and $3 = 1"}};
}

void insert_hold(db::Transaction& tx, const Hold& hold) {
  tx.execute(
      "insert into legal_hold (id, case_id, owner, authority, set_at, set_by, agency, review_on,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {hold.id, hold.case_id, hold.owner.text(), hold.authority, hold.set_at, hold.set_by,
       hold.agency, hold.review_on.iso(), hold.sealed});
}

bool store_hold_lifted(db::Transaction& tx, const std::string& hold, UtcTime at, const StaffId& by,
                       const Bytes& sealed) {
  return tx.execute(
             "update legal_hold set lifted_at = $2, lifted_by = $3, lifted_sealed = $4"
             " where id = $1 and lifted_at is null",
             {hold, at, by, sealed}) == 1;
}

std::optional<Hold> find_hold(db::Transaction& tx, std::string_view hold) {
  auto found = rows_of(tx.query(k_select + "where id = $1", {hold}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Hold> holds_of(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(
      k_select + "where case_id = $1 and lifted_at is null order by set_at desc, id", {id}));
}

std::vector<Hold> standing_holds(db::Transaction& tx) {
  return rows_of(tx.query(k_select + "where lifted_at is null order by set_at desc, id"));
}

bool is_held(db::Transaction& tx, const CaseId& id, const AgencyId& owner) {
  return !tx.query(
                "select 1 from legal_hold where case_id = $1 and lifted_at is null"
                " and owner in ('', $2)",
                {id, owner.text()})
              .empty();
}

}  // namespace mash::cases
