// SPDX-License-Identifier: MIT
#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/cases/glass.h"
#include "mash/cases/walls.h"
#include "mash/html/house.h"
#include "mash/oversight/oversight.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "mash/pipeline/record.h"
#include "pages.h"
#include "visible.h"

namespace mash::oversight {

namespace {

using pipeline::Context;

constexpr int k_newest = 200;  // more than this nobody reads on a page

// The newest that this reader may see, one more than the page holds if there are more. Counted
// after the others are left out: where the list ends must not tell how much a desk does on its own.
std::vector<pipeline::Event> visible_events(const Deps& deps, const policy::Proof& proof,
                                            Context& c, const CaseId& id) {
  for (int limit = 2 * k_newest;; limit *= 4) {
    const auto recorded = pipeline::events_of_case(c.tx, proof, c.keys, id, limit);
    std::vector<pipeline::Event> out;
    for (const auto& one : recorded) {
      if (out.size() > k_newest) break;
      if (may_see(deps.borough, one.event, c.principal)) out.push_back(one.event);
    }
    const bool all = recorded.size() < static_cast<std::size_t>(limit);
    if (all || out.size() > k_newest) return out;
  }
}

Result<pipeline::Reply> show(const Deps& deps, const policy::Proof& proof, Context& c) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  auto events = visible_events(deps, proof, c, id);
  const bool cut = events.size() > k_newest;
  if (cut) events.pop_back();
  std::vector<html::Look> looks;
  for (const auto& event : events) looks.push_back(look_of(deps.borough, event));
  const auto head = cases::find_case(c.tx, id);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, id)));
  data.set("tabs", cases::case_tabs(c, *head, "looks"));
  data.set("nobody", looks.empty());
  data.set("looks", looks.empty() ? json::Value(false) : html::who_looked(looks));
  data.set("cut", cut);
  const policy::Facts member{.case_member = true};
  data.set("bars", policy::may(c.principal, policy::Action::set_bar, member)
                       ? "/case/" + id.text() + "/bars"
                       : "");
  // While the wall stands it is a tab.
  const bool stood = !head->walled && cases::had_wall(c.tx, id) &&
                     policy::may(c.principal, policy::Action::keep_wall, member);
  data.set("glass", cases::glass_of_case(c.tx, id).empty() ? "" : "/case/" + id.text() + "/glass");
  data.set("allegation", stood ? "/case/" + id.text() + "/allegation" : "");
  return pipeline::View{.page = "oversight/looks",
                        .title = "Who looked",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<html::Look> looks_of(Context& c, const policy::Proof& proof,
                                 const model::Borough& borough, const CaseId& id,
                                 const Stay& stay) {
  std::vector<html::Look> out;
  for (int limit = k_newest;; limit *= 4) {
    const auto recorded = pipeline::events_of_case(c.tx, proof, c.keys, id, limit);
    const bool all = recorded.size() < static_cast<std::size_t>(limit);
    if (!all && recorded.back().event.at >= stay.from) continue;
    for (const auto& [sequence, event] : recorded) {
      const bool then = event.at >= stay.from && event.at <= stay.until;
      if (then && event.person == stay.person && may_see(borough, event, c.principal)) {
        out.push_back(look_of(borough, event));
      }
    }
    return out;
  }
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<policy::Action::read_looks>(
      {.path = "/case/{case}/looks",
       .summary = "Who looked at a case, and what was done in it",
       .event = "looks.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
  add_bar_routes(out, deps);
  return out;
}

}  // namespace mash::oversight
