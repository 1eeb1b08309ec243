// SPDX-License-Identifier: MIT
#include "mash/people/hidden_matches.h"

#include <algorithm>

#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "people_store.h"

namespace mash::people {

namespace {

using model::Stage;

// Whether the clock runs is what has to follow from whether something waits.
bool is_behind(db::Transaction& tx, const HiddenWait& wait) {
  const bool runs = cases::running_clock(tx, wait.hidden_case, Stage::hidden_match).has_value();
  return runs != wait.since.has_value();
}

std::vector<HiddenWait> behind(db::Transaction& tx) {
  auto out = hidden_waits(tx);
  std::erase_if(out, [&tx](const HiddenWait& wait) { return !is_behind(tx, wait); });
  return out;
}

// A Red one: until somebody looks, a repeat may be lost.
void set_clock(pipeline::Context& c, const cases::Timescales& t, const HiddenWait& wait) {
  if (wait.since) {
    cases::start_clock(c, t, wait.hidden_case, Stage::hidden_match, model::Rating::red,
                       *wait.since);
  } else {
    cases::meet_clock(c, wait.hidden_case, Stage::hidden_match, wait.settled_at);
  }
}

// Whoever may rate; behind a wall those who keep it, who screen and do not rate.
bool looks_again(pipeline::Context& c, const CaseId& hidden_case) {
  const policy::Facts member{.case_member = true};
  if (policy::may(c.principal, policy::Action::confirm_rating, member)) return true;
  const auto head = cases::find_case(c.tx, hidden_case);
  return head && head->walled && policy::may(c.principal, policy::Action::screen, member);
}

}  // namespace

int time_hidden_matches(pipeline::App& app, db::Database& database,
                        const cases::Timescales& timescales, UtcTime now) {
  // A policy that does not time it would be looked at for ever.
  if (!model::due(timescales.policy, timescales.calendar, Stage::hidden_match, model::Rating::red,
                  {}, now)) {
    return 0;
  }
  std::vector<HiddenWait> due;
  database.read([&](db::Transaction& tx) { due = behind(tx); });
  int changed = 0;
  for (const auto& one : due) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "people.hidden-match-timed", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(one.hidden_case);
          for (const auto& wait : behind(c.tx)) {
            if (wait.hidden_case == one.hidden_case) set_clock(c, timescales, wait);
          }
          return json::Value{};
        });
    if (done) {
      ++changed;
    } else {
      log::error("people.hidden_match_not_timed", {{"case", one.hidden_case.text()}});
    }
  }
  return changed;
}

std::vector<cases::Owed> owed(pipeline::Context& c) {
  std::vector<cases::Owed> out;
  if (!cases::is_front_door(c.principal)) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& row : open_hidden_matches(c.tx)) {
    if (hidden.contains(row.case_id) || hidden.contains(row.hidden_case)) continue;
    if (!looks_again(c, row.hidden_case)) continue;
    const auto clock = cases::running_clock(c.tx, row.hidden_case, Stage::hidden_match);
    out.push_back({.case_id = row.case_id,
                   .what = "Look people up: a colleague who does may not know of a match",
                   .href = "/case/" + row.case_id.text() + "/family",
                   .since = row.at,
                   .due_at = clock ? std::optional(clock->due_at) : std::nullopt});
  }
  return out;
}

}  // namespace mash::people
