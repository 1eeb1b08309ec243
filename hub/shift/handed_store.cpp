// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/shift/handed.h"

namespace mash::shift {

namespace {

const std::string k_select =
    "select h.id, h.case_id, h.task_id, h.from_person, h.to_person, h.by_whom, h.at, h.log_entry"
    " from handed h where h.looked_at is null and ";

std::vector<Handed> handed_of(const db::Rows& rows) {
  std::vector<Handed> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .task = r.text_or(2, ""),
                   .from = r.id<StaffId>(3),
                   .to = r.id<StaffId>(4),
                   .by = r.id<StaffId>(5),
                   .at = r.time(6),
                   .log_entry = r.text_or(7, "")});
  }
  return out;
}

db::Param or_null(const std::string& text) {
  return text.empty() ? db::Param(db::Null{}) : db::Param(text);
}

}  // namespace

void insert_handed(db::Transaction& tx, const Handed& row) {
  // Whoever had it before need not look any more.
  tx.execute(
      "update handed set looked_at = $3 where looked_at is null and case_id = $1 and"
      " coalesce(task_id, '') = $2",
      {row.case_id, row.task, row.at});
  tx.execute(
      "insert into handed (id, case_id, task_id, from_person, to_person, by_whom, at, log_entry)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.id, row.case_id, or_null(row.task), row.from, row.to, row.by, row.at,
       or_null(row.log_entry)});
}

std::vector<Handed> handed_to(db::Transaction& tx, const StaffId& person) {
  auto out =
      handed_of(tx.query(k_select + "h.to_person = $1 and (h.task_id is not null or exists (select"
                                    " 1 from case_file f where f.id = h.case_id and f.taken_by ="
                                    " $1)) order by h.at, h.id",
                         {person}));
  const auto hidden = cases::barred_cases(tx, person);
  std::erase_if(out, [&hidden](const Handed& one) { return hidden.contains(one.case_id); });
  return out;
}

std::optional<Handed> find_handed(db::Transaction& tx, std::string_view id) {
  auto rows = handed_of(tx.query(k_select + "h.id = $1", {id}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void mark_looked(db::Transaction& tx, const Handed& row, UtcTime at) {
  tx.execute("update handed set looked_at = $2 where id = $1", {row.id, at});
}

void insert_hand_back(db::Transaction& tx, const HandBack& row) {
  tx.execute("insert into hand_back (id, at, by_whom, to_person) values ($1, $2, $3, $4)",
             {row.id, row.at, row.by, row.to});
}

std::optional<HandBack> last_hand_back(db::Transaction& tx) {
  const auto rows = tx.query(
      "select id, at, by_whom, to_person from hand_back order by at desc, id desc limit 1");
  if (rows.empty()) return std::nullopt;
  const auto& r = rows.front();
  return HandBack{r.text(0), r.time(1), r.id<StaffId>(2), r.id<StaffId>(3)};
}

namespace {

// "1 case", "2 cases"
std::string counted(std::size_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

}  // namespace

json::Value handed_notice(db::Transaction& tx, const StaffId& person) {
  const auto all = handed_to(tx, person);
  if (all.empty()) return false;
  const auto tasks = static_cast<std::size_t>(
      std::ranges::count_if(all, [](const Handed& one) { return !one.task.empty(); }));
  const std::size_t cases = all.size() - tasks;
  std::string words = cases == 0 ? "" : counted(cases, "case");
  if (tasks > 0) words += (words.empty() ? "" : " and ") + counted(tasks, "task");
  json::Value out = json::Object{};
  out.set("count", all.size());
  out.set("words", words + (all.size() == 1 ? " was" : " were"));
  return out;
}

}  // namespace mash::shift
