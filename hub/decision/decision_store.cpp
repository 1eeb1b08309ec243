// SPDX-License-Identifier: MIT
#include "decision_store.h"

#include "mash/model/stored.h"

namespace mash::decision {

namespace {

using model::stored;

std::string joined(const std::vector<AgencyId>& agencies) {
  std::string out;
  for (const auto& a : agencies) out += (out.empty() ? "" : ",") + a.text();
  return out;
}

std::vector<AgencyId> split(const std::string& text) {
  std::vector<AgencyId> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    out.push_back(AgencyId::trusted(text.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

}  // namespace

void insert_decision(db::Transaction& tx, const DecisionRow& row) {
  const Decision& d = row.decision;
  tx.execute(
      "insert into decision (id, case_id, child, place, needs_signature, outcome, level, missing,"
      " decided_by, decided_at, supersedes, sealed) values ($1, $2, $3,"
      " (select coalesce(max(place), 0) + 1 from decision where case_id = $2 and child = $3),"
      " $4, $5, $6, $7, $8, $9, $10, $11)",
      {d.id, d.case_id, d.child, d.needs_signature ? 1 : 0, model::code_of(d.outcome),
       model::code_of(d.level), joined(d.missing_returns), d.decided_by, d.decided_at, d.supersedes,
       row.sealed});
}

void insert_signature(db::Transaction& tx, const DecisionId& id, const StaffId& by, UtcTime at) {
  tx.execute(
      "insert into decision_signature (decision_id, signed_by, signed_at) values ($1, $2, $3)",
      {id, by, at});
}

std::vector<DecisionRow> decision_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<DecisionRow> out;
  for (const auto& r : tx.query(
           "select d.id, d.child, d.needs_signature, d.outcome, d.level, d.missing, d.decided_by,"
           " d.decided_at, d.supersedes, s.signed_by, s.signed_at, d.sealed from decision d"
           " left join decision_signature s on s.decision_id = d.id"
           " where d.case_id = $1 order by d.child, d.place",
           {id})) {
    Decision d;
    d.id = r.id<DecisionId>(0);
    d.case_id = id;
    d.child = r.id<PersonId>(1);
    d.needs_signature = r.integer(2) != 0;
    d.outcome = stored<model::Outcome>(r.text(3));
    d.level = stored<model::NeedLevel>(r.text(4));
    d.missing_returns = split(r.text(5));
    d.decided_by = r.id<StaffId>(6);
    d.decided_at = r.time(7);
    d.supersedes = r.id<DecisionId>(8);
    d.signed_by = r.id<StaffId>(9);
    if (!r.is_null(10)) d.signed_at = r.time(10);
    out.push_back({std::move(d), r.blob(11)});
  }
  return out;
}

void insert_recommendation(db::Transaction& tx, const DecisionRow& row) {
  const Decision& d = row.decision;
  tx.execute(
      "insert into recommendation (id, case_id, child, place, outcome, level, missing, made_by,"
      " made_at, sealed) values ($1, $2, $3, (select coalesce(max(place), 0) + 1 from"
      " recommendation where case_id = $2 and child = $3), $4, $5, $6, $7, $8, $9)",
      {d.id, d.case_id, d.child, model::code_of(d.outcome), model::code_of(d.level),
       joined(d.missing_returns), d.decided_by, d.decided_at, row.sealed});
}

std::vector<DecisionRow> recommendation_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<DecisionRow> out;
  for (const auto& r :
       tx.query("select id, child, outcome, level, missing, made_by, made_at, sealed from"
                " recommendation where case_id = $1 order by made_at, place, id",
                {id})) {
    Decision d;
    d.id = r.id<DecisionId>(0);
    d.case_id = id;
    d.child = r.id<PersonId>(1);
    d.outcome = stored<model::Outcome>(r.text(2));
    d.level = stored<model::NeedLevel>(r.text(3));
    d.missing_returns = split(r.text(4));
    d.decided_by = r.id<StaffId>(5);
    d.decided_at = r.time(6);
    out.push_back({std::move(d), r.blob(7)});
  }
  return out;
}

void insert_late_answer(db::Transaction& tx, const LateRow& row) {
  tx.execute(
      "insert into late_answer (id, case_id, decision_id, place, by_staff, at, sealed) values ($1,"
      " $2, $3, (select coalesce(max(place), 0) + 1 from late_answer where case_id = $2), $4, $5,"
      " $6)",
      {row.id, row.case_id, row.reopens, row.by, row.at, row.sealed});
}

std::vector<LateRow> late_rows(db::Transaction& tx, const CaseId& id) {
  std::vector<LateRow> out;
  for (const auto& r :
       tx.query("select id, decision_id, by_staff, at, sealed from late_answer where case_id = $1"
                " order by place",
                {id})) {
    out.push_back({.id = r.text(0),
                   .case_id = id,
                   .reopens = r.id<DecisionId>(1),
                   .by = r.id<StaffId>(2),
                   .at = r.time(3),
                   .sealed = r.blob(4)});
  }
  return out;
}

}  // namespace mash::decision
