// SPDX-License-Identifier: MIT
#include "enquiry_store.h"

#include "mash/model/stored.h"

namespace mash::enquiry {

namespace {

const std::string k_select =
    "select e.id, e.case_id, e.agency, e.state, e.version, e.sent_at, e.sent_by, e.sealed,"
    " r.version, r.kind, r.ground, r.late, r.returned_by, r.returned_at, r.sealed"
    " from enquiry e left join enquiry_return r on r.enquiry_id = e.id and not exists (select 1"
    " from enquiry_return n where n.enquiry_id = r.enquiry_id and n.version > r.version) ";

using model::stored;

EnquiryRow row_of(const db::Row& r) {
  EnquiryRow out;
  out.id = r.id<EnquiryId>(0);
  out.case_id = r.id<CaseId>(1);
  out.agency = r.id<AgencyId>(2);
  out.state = stored<model::EnquiryState>(r.text(3));
  out.version = r.integer(4);
  out.sent_at = r.time(5);
  out.sent_by = r.id<StaffId>(6);
  out.sealed = r.blob(7);
  if (r.is_null(8)) return out;
  ReturnRow answer;
  answer.enquiry = out.id;
  answer.version = r.integer(8);
  answer.kind = stored<model::ReturnKind>(r.text(9));
  answer.ground = r.text_or(10, "");
  answer.late = r.integer(11) != 0;
  answer.returned_by = r.id<StaffId>(12);
  answer.returned_at = r.time(13);
  answer.sealed = r.blob(14);
  out.answer = std::move(answer);
  return out;
}

std::vector<EnquiryRow> rows_of(const db::Rows& rows) {
  std::vector<EnquiryRow> out;
  for (const auto& r : rows) out.push_back(row_of(r));
  return out;
}

}  // namespace

void insert_basis(db::Transaction& tx, const BasisRow& row) {
  tx.execute(
      "insert into basis (case_id, version, threshold, complete, urgent, recorded_by, recorded_at,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.case_id, row.version, model::code_of(row.threshold), row.complete ? 1 : 0,
       row.urgent ? 1 : 0, row.recorded_by, row.recorded_at, row.sealed});
}

std::optional<BasisRow> newest_basis(db::Transaction& tx, const CaseId& id) {
  const auto rows = tx.query(
      "select version, threshold, complete, urgent, recorded_by, recorded_at, sealed from basis"
      " where case_id = $1 order by version desc limit 1",
      {id});
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  BasisRow out;
  out.case_id = id;
  out.version = r.integer(0);
  out.threshold = stored<Threshold>(r.text(1));
  out.complete = r.integer(2) != 0;
  out.urgent = r.integer(3) != 0;
  out.recorded_by = r.id<StaffId>(4);
  out.recorded_at = r.time(5);
  out.sealed = r.blob(6);
  return out;
}

void insert_enquiry(db::Transaction& tx, const EnquiryRow& row) {
  const auto before =
      tx.query("select coalesce(max(place), 0) from enquiry where case_id = $1", {row.case_id});
  tx.execute(
      "insert into enquiry (id, case_id, place, agency, state, version, sent_at, sent_by, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.case_id, before.front().integer(0) + 1, row.agency, model::code_of(row.state),
       row.version, row.sent_at, row.sent_by, row.sealed});
}

void store_state(db::Transaction& tx, const EnquiryId& id, model::EnquiryState state,
                 std::int64_t version) {
  tx.execute("update enquiry set state = $2, version = $3 where id = $1",
             {id, model::code_of(state), version});
}

void store_words(db::Transaction& tx, const EnquiryId& id, const Bytes& sealed) {
  tx.execute("update enquiry set sealed = $2 where id = $1", {id, sealed});
}

void insert_return(db::Transaction& tx, const ReturnRow& row) {
  tx.execute(
      "insert into enquiry_return (enquiry_id, version, kind, ground, late, returned_by,"
      " returned_at, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.enquiry, row.version, model::code_of(row.kind),
       row.ground.empty() ? db::Param(db::Null{}) : db::Param(row.ground), row.late ? 1 : 0,
       row.returned_by, row.returned_at, row.sealed});
}

std::vector<ReturnRow> returns_of(db::Transaction& tx, const EnquiryId& id) {
  std::vector<ReturnRow> out;
  for (const auto& r : tx.query("select version, kind, ground, late, returned_by, returned_at,"
                                " sealed from enquiry_return where enquiry_id = $1"
                                " order by version",
                                {id})) {
    out.push_back({.enquiry = id,
                   .version = r.integer(0),
                   .kind = stored<model::ReturnKind>(r.text(1)),
                   .ground = r.text_or(2, ""),
                   .late = r.integer(3) != 0,
                   .returned_by = r.id<StaffId>(4),
                   .returned_at = r.time(5),
                   .sealed = r.blob(6)});
  }
  return out;
}

std::optional<EnquiryRow> find_enquiry(db::Transaction& tx, const EnquiryId& id) {
  const auto rows = tx.query(k_select + "where e.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return row_of(rows.front());
}

std::vector<EnquiryRow> enquiries_of_case(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(k_select + "where e.case_id = $1 order by e.place", {id}));
}

std::vector<EnquiryRow> enquiries_of_agency(db::Transaction& tx, const AgencyId& agency, bool open,
                                            const std::set<CaseId>& hidden, std::size_t most) {
  const std::string states = open ? "in ('SENT', 'ACKNOWLEDGED', 'PARTIAL')"
                                  : "not in ('SENT', 'ACKNOWLEDGED', 'PARTIAL')";
  std::vector<EnquiryRow> out;
  for (std::size_t offset = 0;; offset += most) {
    auto rows = rows_of(
        tx.query(k_select + "where e.agency = $1 and length(e.sealed) > 0 and e.state " + states +
                     " order by e.sent_at desc, e.id limit $2 offset $3",
                 {agency, static_cast<std::int64_t>(most), static_cast<std::int64_t>(offset)}));
    for (auto& row : rows) {
      if (hidden.contains(row.case_id)) continue;
      if (out.size() == most) return out;
      out.push_back(std::move(row));
    }
    if (rows.size() < most) return out;
  }
}

}  // namespace mash::enquiry
