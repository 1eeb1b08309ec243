// SPDX-License-Identifier: MIT
#include "told_store.h"

#include <algorithm>

#include "mash/model/stored.h"

namespace mash::told {

namespace {

const std::string k_select =
    "select t.id, t.case_id, t.owner, t.told_at, t.told_by, t.recorded_at, t.basis, t.sealed,"
    " v.answer, v.by_staff, v.at, v.sealed, r.by_staff, r.at, r.sealed, t.recorded_by, t.clock"
    " from told t"
    " left join told_review v on v.told = t.id left join told_reply r on r.told = t.id ";

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

std::vector<ToldRow> rows_of(const db::Rows& rows) {
  std::vector<ToldRow> out;
  for (const auto& r : rows) {
    ToldRow one{.id = r.text(0),
                .case_id = r.id<CaseId>(1),
                .owner = r.id<AgencyId>(2),
                .told_at = r.time(3),
                .told_by = r.id<StaffId>(4),
                .recorded_by = r.id<StaffId>(15),
                .recorded_at = r.time(5),
                .clock = r.text_or(16, ""),
                .basis = split(r.text(6)),
                .sealed = r.blob(7)};
    if (!r.is_null(8)) {
      one.answer = model::stored<Answer>(r.text(8));
      one.review = Said{.by = r.id<StaffId>(9), .at = r.time(10), .sealed = r.blob(11)};
    }
    if (!r.is_null(12)) {
      one.reply = Said{.by = r.id<StaffId>(12), .at = r.time(13), .sealed = r.blob(14)};
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void insert_told(db::Transaction& tx, const ToldRow& row, const std::vector<ItemVersion>& items,
                 const std::vector<StaffId>& asked) {
  const auto before =
      tx.query("select coalesce(max(place), 0) from told where case_id = $1", {row.case_id});
  tx.execute(
      "insert into told (id, case_id, owner, told_at, told_by, recorded_at, place, basis, sealed,"
      " recorded_by, clock) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {row.id, row.case_id, row.owner, row.told_at, row.told_by, row.recorded_at,
       before.front().integer(0) + 1, join(row.basis), row.sealed, row.recorded_by, row.clock});
  for (const auto& one : items) {
    tx.execute("insert into told_item (told, item, version) values ($1, $2, $3)",
               {row.id, one.item, one.version});
  }
  for (const auto& person : asked) {
    tx.execute("insert into told_asked (told, person) values ($1, $2)", {row.id, person});
  }
}

void insert_review(db::Transaction& tx, const ToldRow& row, Answer answer, const Said& said) {
  tx.execute(
      "insert into told_review (told, answer, by_staff, at, sealed) values ($1, $2, $3, $4, $5)",
      {row.id, model::code_of(answer), said.by, said.at, said.sealed});
}

void insert_reply(db::Transaction& tx, const ToldRow& row, const Said& said) {
  tx.execute("insert into told_reply (told, by_staff, at, sealed) values ($1, $2, $3, $4)",
             {row.id, said.by, said.at, said.sealed});
}

std::optional<ToldRow> find_told(db::Transaction& tx, const CaseId& id, std::string_view told) {
  auto found = rows_of(tx.query(k_select + "where t.case_id = $1 and t.id = $2", {id, told}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<ToldRow> told_of_case(db::Transaction& tx, const CaseId& id) {
  return rows_of(tx.query(k_select + "where t.case_id = $1 order by t.place desc", {id}));
}

std::vector<ToldRow> not_reviewed(db::Transaction& tx) {
  return rows_of(tx.query(k_select + "where v.told is null order by t.recorded_at, t.id"));
}

std::vector<ToldRow> not_read(db::Transaction& tx, const AgencyId& owner) {
  return rows_of(tx.query(
      k_select + "where t.owner = $1 and r.told is null order by t.recorded_at, t.id", {owner}));
}

std::vector<ItemVersion> items_of(db::Transaction& tx, std::string_view told) {
  std::vector<ItemVersion> out;
  for (const auto& r :
       tx.query("select item, version from told_item where told = $1 order by item", {told})) {
    out.push_back({.item = r.id<ItemId>(0), .version = r.integer(1)});
  }
  return out;
}

std::vector<StaffId> asked_about(db::Transaction& tx, std::string_view told) {
  std::vector<StaffId> out;
  for (const auto& r :
       tx.query("select person from told_asked where told = $1 order by person", {told})) {
    out.push_back(r.id<StaffId>(0));
  }
  return out;
}

}  // namespace mash::told
