// SPDX-License-Identifier: MIT
#include "family_contact_store.h"

namespace mash::people {

namespace {

const std::string k_select =
    "select f.id, f.case_id, f.notification_id, f.said_by, f.at, f.sealed, o.by_staff, o.at,"
    " o.sealed from family_contact f left join family_contact_over o on o.contact_id = f.id ";

FamilyContactRow row_of(const db::Row& r) {
  FamilyContactRow out{.id = r.text(0),
                       .case_id = r.id<CaseId>(1),
                       .notification = r.id<NotificationId>(2),
                       .said_by = r.id<StaffId>(3),
                       .at = r.time(4),
                       .sealed = r.blob(5)};
  if (r.is_null(6)) return out;
  out.over_by = r.id<StaffId>(6);
  out.over_at = r.time(7);
  out.sealed_over = r.blob(8);
  return out;
}

}  // namespace

void insert_family_contact(db::Transaction& tx, const FamilyContactRow& row) {
  tx.execute(
      "insert into family_contact (id, case_id, place, notification_id, said_by, at, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from family_contact where case_id ="
      " $2), $3, $4, $5, $6)",
      {row.id, row.case_id, row.notification, row.said_by, row.at, row.sealed});
}

std::vector<FamilyContactRow> family_contact_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<FamilyContactRow> out;
  for (const auto& r : tx.query(k_select + "where f.case_id = $1 order by f.place desc", {id})) {
    out.push_back(row_of(r));
  }
  return out;
}

std::optional<FamilyContactRow> find_family_contact(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(k_select + "where f.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

void insert_contact_over(db::Transaction& tx, const FamilyContactRow& row) {
  tx.execute(
      "insert into family_contact_over (contact_id, by_staff, at, sealed) values ($1, $2, $3, $4)",
      {row.id, row.over_by, row.over_at, row.sealed_over});
}

std::vector<CaseId> other_cases_of_family(db::Transaction& tx, const CaseId& id) {
  // Not by an adult of concern: theirs may be several families, who must not read of each other.
  const std::string family = " in ('child', 'unborn', 'sibling', 'parent', 'carer')";
  std::vector<CaseId> out;
  for (const auto& r :
       tx.query("select distinct o.case_id from statement s join person r on r.id = s.person_id"
                " join person m on m.id = coalesce(r.is_now, r.id) or m.is_now = coalesce(r.is_now,"
                " r.id) join statement o on o.person_id = m.id where s.case_id = $1 and s.role" +
                    family + " and o.role" + family + " and o.case_id <> $1 order by o.case_id",
                {id})) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}

}  // namespace mash::people
