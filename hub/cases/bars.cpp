// SPDX-License-Identifier: MIT
#include "mash/cases/bars.h"

#include <algorithm>

#include "bar_store.h"
#include "mash/cases/cases.h"

namespace mash::cases {

namespace {

pipeline::Label label_of(const BarRow& row) {
  return {
      .owner = pipeline::k_front_door, .kind = "case_bar", .case_id = row.case_id, .row = row.id};
}

StaffId who(const pipeline::Context& c, BarBy by) {
  return by == BarBy::hub ? pipeline::k_system : c.principal.person;
}

}  // namespace

std::string set_bar(pipeline::Context& c, const CaseId& id, const StaffId& staff,
                    const std::string& reason, BarBy by) {
  BarRow row{.id = new_id_text(c.random),
             .case_id = id,
             .staff = staff,
             .set_at = c.now,
             .set_by = who(c, by)};
  json::Value words = json::Object{};
  words.set("reason", reason);
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_bar(c.tx, row);
  c.touch(row.id);
  if (find_case(c.tx, id)->taken_by == staff) set_taken_by(c, id, StaffId{});
  c.changed("case", id.text());
  return row.id;
}

bool has_bar(db::Transaction& tx, const CaseId& id, const StaffId& staff) {
  const auto rows = bar_rows(tx, id);
  return std::ranges::any_of(
      rows, [&staff](const BarRow& row) { return row.staff == staff && !row.lifted_at; });
}

bool lift_bar(pipeline::Context& c, const CaseId& id, std::string_view bar, BarBy by) {
  if (!store_lifted(c.tx, id, bar, c.now, who(c, by))) return false;
  c.touch(std::string(bar));
  c.changed("case", id.text());
  return true;
}

std::vector<Bar> bars_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  std::vector<Bar> out;
  for (const auto& row : bar_rows(c.tx, id)) {
    const json::Value words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
    out.push_back({.id = row.id,
                   .case_id = row.case_id,
                   .staff = row.staff,
                   .set_at = row.set_at,
                   .set_by = row.set_by,
                   .reason = Sensitive(words.text("reason")),
                   .lifted_at = row.lifted_at,
                   .lifted_by = row.lifted_by});
  }
  return out;
}

}  // namespace mash::cases
