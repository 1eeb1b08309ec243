// SPDX-License-Identifier: MIT
// What the scheduler does: who has not answered in time has had their turn.
#include <algorithm>

#include "mash/base/log.h"
#include "mash/cases/own_clock.h"
#include "rungs.h"

namespace mash::challenge {

namespace {

using pipeline::Context;

bool ran_out(db::Transaction& tx, const Overdue& one, const std::string& deadline, UtcTime now) {
  const auto clock = cases::own_clock(tx, one.case_id, deadline);
  return clock && !clock->met_at && !clock->withdrawn && clock->due_at < now;
}

std::vector<Overdue> overdue(db::Transaction& tx, UtcTime now) {
  auto out = unanswered(tx);
  std::erase_if(out, [&](const Overdue& one) {
    if (one.stage >= built_in_ladder().last()) return true;
    const auto rows = rung_rows(tx, one.challenge);
    return !ran_out(tx, one, rows.back().rung.deadline, now);
  });
  return out;
}

}  // namespace

int climb_overdue(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<Overdue> late;
  database.read([&](db::Transaction& tx) { late = overdue(tx, now); });
  int climbed = 0;
  for (const auto& one : late) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "challenge.climbed", [&](const auto& grant, Context& c) -> Result<json::Value> {
          c.about(one.case_id);
          for (const auto& a : challenges_of(c, grant, one.case_id)) {
            const bool still = a.id == one.challenge && a.now().stage == one.stage &&
                               a.state() == State::open &&
                               ran_out(c.tx, one, a.now().deadline, now);
            if (!still) continue;
            climb(c, deps, a, Why::ran_out, {}, {});
          }
          return json::Value{};
        });
    if (!done) {
      log::error("challenge.not_climbed", {{"case", one.case_id.text()}});
      continue;
    }
    ++climbed;
  }
  return climbed;
}

}  // namespace mash::challenge
