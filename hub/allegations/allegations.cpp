// SPDX-License-Identifier: MIT
#include "mash/allegations/allegations.h"

#include "allegation.h"
#include "allegation_store.h"
#include "child_case.h"
#include "mash/base/log.h"
#include "mash/cases/clocks.h"

namespace mash::allegations {

pipeline::Label label_of(const AllegationRow& row, std::string_view kind) {
  return {.owner = pipeline::k_front_door, .kind = kind, .case_id = row.case_id, .row = row.id};
}

void keep_walls(db::Transaction& tx, const model::Borough& borough) {
  std::set<StaffId> keepers;
  for (const auto& person : borough.staff) {
    if (person.role == model::Role::designated_officer) keepers.insert(person.id);
  }
  cases::set_wall_keepers(tx, keepers);
  if (const auto lost = cases::walled_without_keeper(tx); lost > 0) {
    log::error("allegation.no_keeper", {{"cases", lost}});
  }
}

Result<void> send_to_officer(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                             const CaseId& id, const cases::Allegation& said) {
  using model::Stage;
  if (!cases::has_keeper(c.tx, id)) {
    return invalid(
        "next",
        "Each designated officer has a conflict of interest in this case, so that nobody "
        "would see it. Ring whoever stands in for them, or the officer of a "
        "neighbouring authority, and have them put into the staff list");
  }
  const auto head = cases::find_case(c.tx, id);
  AllegationRow row{
      .id = new_id_text(c.random), .case_id = id, .at = c.now, .by = c.principal.person};
  const json::Value words = json::Object{{"why", said.why}};
  row.sealed = c.vault.seal(c.tx, label_of(row, k_begun), json::encode(words), c.random);
  insert_allegation(c.tx, row);
  c.touch(row.id);
  c.note("to_designated_officer");
  if (!said.protect.empty()) {
    ChildCase child{.children = {}, .words = said.protect, .danger = true};
    for (const auto& one : children_said(c, proof, id)) child.children.insert(one.id);
    open_child_case(c, proof, deps, id, row.id, child);
  }
  for (const Stage stage : {Stage::rate, Stage::response_type}) cases::withdraw_clock(c, id, stage);
  cases::start_clock(c, deps.timescales, id, Stage::allegation, head->rating, head->received_at);
  if (head->state == model::NotificationState::received) {
    cases::set_state(c, id, model::NotificationState::screening);
  }
  cases::set_state(c, id, model::NotificationState::with_designated_officer);
  if (deps.on_walled) deps.on_walled(c, id);
  cases::raise_wall(c, id);
  return {};
}

}  // namespace mash::allegations
