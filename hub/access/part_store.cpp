// SPDX-License-Identifier: MIT
#include "part_store.h"

#include "mash/cases/walls.h"
#include "stored.h"

namespace mash::access {

namespace {

const std::string k_part =
    "select p.id, p.request, p.case_id, p.owner, p.kind, p.object, p.version, p.at, p.due_on,"
    " a.place, a.answer, a.exemption, a.silent, a.at, a.by_staff, a.sealed"
    " from subject_request_part p left join subject_request_answer a on a.part = p.id and"
    " a.place = (select max(n.place) from subject_request_answer n where n.part = p.id) ";
// No newer version of the same was found.
const std::string k_newest =
    "not exists (select 1 from subject_request_part o where o.request = p.request and"
    " o.kind = p.kind and o.object = p.object and o.version > p.version) ";

PartRow part_in(const db::Row& r) {
  PartRow out{.id = r.text(0),
              .request = r.text(1),
              .case_id = r.id<CaseId>(2),
              .owner = r.id<AgencyId>(3),
              .kind = stored<PartKind>(r.text(4)),
              .object = r.text(5),
              .version = r.integer(6),
              .at = r.time(7),
              .due = day_in(r, 8)};
  if (!r.is_null(9)) {
    out.answered = AnswerRow{.place = static_cast<int>(r.integer(9)),
                             .answer = stored<Answer>(r.text(10)),
                             .exemption = r.text(11),
                             .silent = r.integer(12) != 0,
                             .at = r.time(13),
                             .by = r.id<StaffId>(14),
                             .sealed = r.blob(15)};
  }
  return out;
}

// Once its wall was lowered an allegation is in no list and no bundle: others see the case again.
bool is_out(db::Transaction& tx, const PartRow& part) {
  return part.kind == PartKind::allegation && !cases::has_wall(tx, part.case_id);
}

std::vector<PartRow> parts_in(db::Transaction& tx, const db::Rows& rows) {
  std::vector<PartRow> out;
  out.reserve(rows.size());
  for (const auto& r : rows) {
    auto part = part_in(r);
    if (!is_out(tx, part)) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace

void insert_part(db::Transaction& tx, const PartRow& row) {
  tx.execute(
      "insert into subject_request_part (id, request, case_id, owner, kind, object, version, at,"
      " due_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
      " on conflict (request, kind, object, version) do nothing",
      {row.id, row.request, row.case_id, row.owner, model::code_of(row.kind), row.object,
       row.version, row.at, row.due.iso()});
}

void insert_answer(db::Transaction& tx, const std::string& part, const AnswerRow& row) {
  tx.execute(
      "insert into subject_request_answer (part, place, answer, exemption, silent, at, by_staff,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {part, row.place, model::code_of(row.answer), row.exemption, row.silent ? 1 : 0, row.at,
       row.by, row.sealed});
}

std::optional<PartRow> find_part(db::Transaction& tx, std::string_view part) {
  const auto rows = tx.query(k_part + "where p.id = $1", {part});
  if (rows.empty()) return std::nullopt;
  auto out = part_in(rows.front());
  if (is_out(tx, out)) return std::nullopt;
  return out;
}

std::vector<PartRow> parts_of(db::Transaction& tx, std::string_view request) {
  return parts_in(tx, tx.query(k_part + "where p.request = $1 and " + k_newest +
                                   "order by p.owner, p.case_id, p.kind, p.at, p.id",
                               {request}));
}

std::vector<PartRow> unanswered_of(db::Transaction& tx, const AgencyId& owner) {
  return parts_in(
      tx, tx.query(k_part + "where p.owner = $1 and a.part is null and " + k_newest +
                       "and exists (select 1 from subject_request s where s.id = p.request and"
                       " (s.state = 'OPEN' or s.state = 'CLOSED' and not exists (select 1 from"
                       " subject_request_bundle b join subject_request_bundle_case bc"
                       " on bc.bundle = b.id where b.request = s.id and bc.case_id = p.case_id"
                       " and b.handed_at is not null))) order by p.due_on, p.at, p.id",
                   {owner}));
}

}  // namespace mash::access
