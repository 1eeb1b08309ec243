// SPDX-License-Identifier: MIT
#include "glass_store.h"

#include "mash/model/stored.h"

namespace mash::cases {

namespace {

const std::string k_select =
    "select g.id, g.case_id, g.staff, g.agency, g.broken_at, g.until, g.ended_at, g.review_by,"
    " g.sealed, r.answer, r.by_staff, r.at, r.sealed, g.purpose from glass g"
    " left join glass_review r on r.glass = g.id ";

std::vector<Glass> glass_in(const db::Rows& rows) {
  std::vector<Glass> out;
  for (const auto& r : rows) {
    Glass one{.id = r.text(0),
              .case_id = r.id<CaseId>(1),
              .staff = r.id<StaffId>(2),
              .agency = r.id<AgencyId>(3),
              .broken_at = r.time(4),
              .until = r.time(5),
              .review_by = r.time(7),
              .purpose = r.text(13),
              .sealed = r.blob(8)};
    if (!r.is_null(6)) one.ended_at = r.time(6);
    if (!r.is_null(9)) {
      one.verdict = model::stored<Verdict>(r.text(9));
      one.reviewed_by = r.id<StaffId>(10);
      one.reviewed_at = r.time(11);
      one.sealed_review = r.blob(12);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void insert_glass(db::Transaction& tx, const Glass& glass) {
  tx.execute(
      "insert into glass (id, case_id, staff, agency, broken_at, until, review_by, remind_at,"
      " sealed, purpose) values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)",
      {glass.id, glass.case_id, glass.staff, glass.agency, glass.broken_at, glass.until,
       glass.review_by, glass.sealed, glass.purpose});
}

void store_glass_ended(db::Transaction& tx, std::string_view glass, UtcTime at) {
  tx.execute("update glass set ended_at = $2 where id = $1 and ended_at is null", {glass, at});
}

void insert_glass_review(db::Transaction& tx, std::string_view glass, Verdict verdict,
                         const StaffId& by, UtcTime at, const Bytes& sealed) {
  tx.execute(
      "insert into glass_review (glass, answer, by_staff, at, sealed) values ($1, $2, $3, $4, $5)",
      {glass, model::code_of(verdict), by, at, sealed});
}

void insert_known(db::Transaction& tx, std::string_view glass, const AgencyId& agency,
                  const StaffId& by, UtcTime at) {
  tx.execute(
      "insert into glass_known (glass, agency, by_staff, at) values ($1, $2, $3, $4)"
      " on conflict (glass, agency) do nothing",
      {glass, agency, by, at});
}

std::optional<UtcTime> glass_until(db::Transaction& tx, const CaseId& id, const StaffId& staff,
                                   UtcTime now) {
  const auto rows = tx.query(
      "select max(until) from glass where staff = $1 and case_id = $2 and until > $3 and"
      " (ended_at is null or ended_at > $3)",
      {staff, id, now});
  if (rows.front().is_null(0)) return std::nullopt;
  return rows.front().time(0);
}

std::optional<Glass> find_glass(db::Transaction& tx, std::string_view glass) {
  auto found = glass_in(tx.query(k_select + "where g.id = $1", {glass}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Glass> glass_of_case(db::Transaction& tx, const CaseId& id) {
  return glass_in(
      tx.query(k_select + "where g.case_id = $1 order by g.broken_at desc, g.id", {id}));
}

std::vector<Glass> open_glass_of(db::Transaction& tx, const StaffId& staff, UtcTime now) {
  return glass_in(tx.query(k_select +
                               "where g.staff = $1 and g.until > $2 and (g.ended_at is null or"
                               " g.ended_at > $2) order by g.broken_at desc, g.id",
                           {staff, now}));
}

std::vector<Glass> not_reviewed(db::Transaction& tx) {
  return glass_in(tx.query(k_select + "where r.glass is null order by g.broken_at, g.id"));
}

std::vector<Glass> newest_reviewed(db::Transaction& tx, int limit) {
  return glass_in(
      tx.query(k_select + "where r.glass is not null order by r.at desc, g.id limit $1", {limit}));
}

std::vector<Glass> to_remind_of(db::Transaction& tx, UtcTime now) {
  return glass_in(tx.query(
      k_select + "where r.glass is null and g.remind_at < $1 order by g.remind_at, g.id", {now}));
}

void store_reminded(db::Transaction& tx, std::string_view glass, UtcTime next) {
  tx.execute("update glass set remind_at = $2 where id = $1", {glass, next});
}

bool is_known(db::Transaction& tx, std::string_view glass, const AgencyId& agency) {
  return !tx.query("select 1 from glass_known where glass = $1 and agency = $2", {glass, agency})
              .empty();
}

std::vector<Glass> not_known(db::Transaction& tx, const AgencyId& agency) {
  return glass_in(tx.query(
      k_select +
          "where exists (select 1 from case_member m where m.case_id = g.case_id and"
          " m.agency = $1) and not exists (select 1 from glass_known k where k.glass = g.id and"
          " k.agency = $1) order by g.broken_at, g.id",
      {agency}));
}

}  // namespace mash::cases
