// SPDX-License-Identifier: MIT
#include "names_store.h"

#include <stdexcept>

#include "mash/json/value.h"

namespace mash::findings {

namespace {

std::string text_of(const std::set<CaseId>& ids) {
  json::Array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return json::encode(out);
}

std::set<CaseId> ids_of(const std::string& text) {
  const auto value = json::parse(text);
  if (!value || value->as_array() == nullptr) {
    throw std::runtime_error("a request for names in the database has no list");
  }
  std::set<CaseId> out;
  for (const auto& one : *value->as_array()) out.insert(CaseId::trusted(*one.as_string()));
  return out;
}

constexpr std::string_view k_names =
    "select id, finding, evidence, asked_by, asked_at, purpose, sealed, answer, answered_by,"
    " answered_at, ends_at, answer_sealed from finding_names ";

std::vector<NamesRow> rows_of(const db::Rows& rows) {
  std::vector<NamesRow> out;
  for (const auto& r : rows) {
    NamesRow row{.id = r.text(0),
                 .finding = r.text(1),
                 .evidence = ids_of(r.text(2)),
                 .asked_by = r.id<StaffId>(3),
                 .asked_at = r.time(4),
                 .purpose = r.text(5),
                 .sealed = r.blob(6)};
    if (!r.is_null(7)) {
      row.answer = model::from_code<NamesAnswer>(r.text(7));
      if (!row.answer) throw std::runtime_error("unknown answer in the database");
      row.answered_by = r.id<StaffId>(8);
      row.answered_at = r.time(9);
      row.ends_at = r.time(10);
      row.answer_sealed = r.blob(11);
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

void insert_names(db::Transaction& tx, const NamesRow& row) {
  tx.execute(
      "insert into finding_names (id, finding, evidence, asked_by, asked_at, purpose, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.finding, text_of(row.evidence), row.asked_by, row.asked_at, row.purpose,
       row.sealed});
}

void store_answer(db::Transaction& tx, const NamesRow& row) {
  tx.execute(
      "update finding_names set answer = $2, answered_by = $3, answered_at = $4, ends_at = $5,"
      " answer_sealed = $6 where id = $1 and answer is null",
      {row.id, model::code_of(*row.answer), row.answered_by, row.answered_at, row.ends_at,
       row.answer_sealed});
}

std::optional<NamesRow> find_names(db::Transaction& tx, std::string_view id) {
  auto rows = rows_of(tx.query(std::string(k_names) + "where id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::vector<NamesRow> names_waiting(db::Transaction& tx) {
  return rows_of(tx.query(std::string(k_names) + "where answer is null order by asked_at, id"));
}

std::vector<NamesRow> names_answered(db::Transaction& tx) {
  return rows_of(tx.query(std::string(k_names) + "where answer is not null"
                                                 " order by answered_at desc, id"));
}

std::vector<NamesRow> names_of(db::Transaction& tx, std::string_view finding, const StaffId& who) {
  return rows_of(tx.query(std::string(k_names) + "where finding = $1 and asked_by = $2"
                                                 " order by asked_at desc, id",
                          {finding, who}));
}

}  // namespace mash::findings
