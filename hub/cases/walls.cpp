// SPDX-License-Identifier: MIT
#include "mash/cases/walls.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "wall_store.h"

namespace mash::cases {

namespace {

pipeline::Label label_of(const LetInRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "case_let_in",
          .case_id = row.case_id,
          .row = row.id};
}

void take_from_whom_it_is_hidden(pipeline::Context& c, const CaseId& id) {
  const StaffId holder = find_case(c.tx, id)->taken_by;
  if (!holder.empty() && is_barred(c.tx, id, holder)) set_taken_by(c, id, StaffId{});
}

}  // namespace

void raise_wall(pipeline::Context& c, const CaseId& id) {
  if (has_wall(c.tx, id)) return;
  const std::string wall = new_id_text(c.random);
  insert_wall(c.tx, wall, id, c.now, c.principal.person);
  c.touch(wall);
  take_from_whom_it_is_hidden(c, id);
  c.changed("case", id.text());
}

void lower_wall(pipeline::Context& c, const CaseId& id) {
  if (!has_wall(c.tx, id)) return;
  store_lowered(c.tx, id, c.now, c.principal.person);
  end_all(c.tx, id, c.now, c.principal.person);
  c.changed("case", id.text());
}

void let_in(pipeline::Context& c, const CaseId& id, const StaffId& staff, const AgencyId& agency,
            const std::string& reason) {
  const auto rows = let_in_rows(c.tx, id);
  if (std::ranges::any_of(
          rows, [&](const LetInRow& row) { return row.staff == staff && !row.ended_at; })) {
    return;
  }
  LetInRow row{.id = new_id_text(c.random),
               .case_id = id,
               .staff = staff,
               .since = c.now,
               .let_in_by = c.principal.person};
  json::Value words = json::Object{};
  words.set("reason", reason);
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_let_in(c.tx, row);
  add_member(c.tx, id, agency, c.now);
  c.touch(row.id);
  c.changed("case", id.text());
}

bool shut_out(pipeline::Context& c, const CaseId& id, std::string_view entry) {
  if (!store_ended(c.tx, id, entry, c.now, c.principal.person)) return false;
  c.touch(std::string(entry));
  take_from_whom_it_is_hidden(c, id);
  c.changed("case", id.text());
  return true;
}

std::vector<LetIn> those_let_in(pipeline::Context& c, const policy::Proof& proof,
                                const CaseId& id) {
  std::vector<LetIn> out;
  for (const auto& row : let_in_rows(c.tx, id)) {
    const json::Value words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
    out.push_back({.id = row.id,
                   .staff = row.staff,
                   .since = row.since,
                   .let_in_by = row.let_in_by,
                   .reason = Sensitive(words.text("reason")),
                   .ended_at = row.ended_at,
                   .ended_by = row.ended_by});
  }
  return out;
}

}  // namespace mash::cases
