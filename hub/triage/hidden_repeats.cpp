// SPDX-License-Identifier: MIT
#include "hidden_repeats.h"

#include "mash/html/house.h"
#include "mash/people/people.h"
#include "mash/people/repeat_hits.h"

namespace mash::triage {

json::Value hidden_repeats(pipeline::Context& c, const policy::Proof& proof, const Deps& deps) {
  if (!policy::may(c.principal, policy::Action::decide, {.case_member = true})) {
    return false;
  }
  json::Array rows;
  for (const auto& repeat : people::hidden_repeats(c, deps.borough)) {
    const auto head = cases::find_case(c.tx, repeat.case_id);
    c.touch(head->id.text());
    html::ClockOptions clock{.now = c.now, .started = repeat.since};
    if (const auto due = model::due(deps.timescales.policy, deps.timescales.calendar,
                                    model::Stage::decide, model::Rating::red, {}, repeat.since)) {
      clock.due = due->at;
    }
    json::Value row = json::Object{};
    row.set("href", "/case/" + head->id.text() + "/decision");
    row.set("case", people::children_line(c, proof, head->id) + ", " + head->reference);
    row.set("clock", html::clock(clock));
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return false;
  json::Value out = json::Object{};
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace mash::triage
