// SPDX-License-Identifier: MIT
#include "mash/access/access.h"

#include <map>

#include "court.h"
#include "mash/cases/bars.h"
#include "mash/casework/held.h"
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::access {

namespace {

using policy::Action;

// One line for each request and case of which the own agency has not answered something.
void add_unanswered(pipeline::Context& c, std::vector<cases::Owed>& out) {
  if (!policy::may(c.principal, Action::answer_subject_request, {.own = true})) return;
  std::map<std::pair<std::string, CaseId>, PartRow> waiting;
  for (const auto& owner : {casework::works_for(c.principal), c.principal.agency}) {
    for (auto& part : unanswered_of(c.tx, owner)) {
      if (cases::is_barred(c.tx, part.case_id, c.principal.person)) continue;
      if (is_gone(c.tx, part.kind, part.object, part.case_id, part.owner)) continue;
      waiting.emplace(std::pair(part.request, part.case_id), std::move(part));
    }
  }
  for (const auto& [key, part] : waiting) {
    out.push_back({.case_id = part.case_id,
                   .what = "Say what of ours is disclosed to somebody who asks what is held",
                   .href = "/answers/" + part.request,
                   .since = part.at,
                   .due_at = end_of(part.due)});
  }
}

// For those who let things go for their agency: each order with a part that has no answer.
void add_ordered(pipeline::Context& c, std::vector<cases::Owed>& out) {
  const policy::Facts own{.own = true, .item = policy::ItemState::in_hub};
  if (!policy::may(c.principal, Action::release_item, own)) return;
  for (const auto& order : orders_about(c.tx, c.principal.agency)) {
    if (order.mistake_at || cases::is_barred(c.tx, order.case_id, c.principal.person)) continue;
    for (const auto& part : court_parts_of(c.tx, order.id)) {
      if (!is_own(c.principal, part) || part.answered) continue;
      if (is_gone(c.tx, part.kind, part.object, order.case_id, part.owner)) continue;
      out.push_back({.case_id = order.case_id,
                     .what = "Say what of ours goes to a court",
                     .href = "/orders/" + order.id,
                     .since = order.written_at,
                     .due_at = end_of(order.due)});
      break;
    }
  }
}

// Else nobody would be told of it by their tasks.
bool keeper_has_tasks(pipeline::Context& c, const Deps& deps, const RequestRow& row) {
  if (is_keeper_away(c, deps, row)) return false;
  const auto keeper = directory::load_person(c.tx, row.keeper, deps.borough);
  return keeper && policy::may(keeper->principal, Action::read_tasks, {});
}

void add_kept(pipeline::Context& c, const Deps& deps, std::vector<cases::Owed>& out) {
  if (!policy::may(c.principal, Action::keep_subject_requests, {})) return;
  for (const auto& row : all_requests(c.tx)) {
    if (!may_know(c, row)) continue;
    const auto seen = cases_seen(c, row);
    const auto limit = limit_of(c, row, deps);
    const auto due = limit.due ? std::optional(end_of(*limit.due)) : std::nullopt;
    if (row.state == RequestState::open &&
        (row.keeper == c.principal.person || !keeper_has_tasks(c, deps, row))) {
      out.push_back({.case_id = seen.main.empty() ? CaseId() : *seen.main.begin(),
                     .what = "Answer somebody who asks what is held about them",
                     .href = path_of(row),
                     .since = row.logged_at,
                     .due_at = due});
    }
    const bool over = row.state == RequestState::refused || row.state == RequestState::withdrawn;
    if (!over && !seen.apart.empty() && !is_handed_over(c, row, seen.apart)) {
      out.push_back({.case_id = *seen.apart.begin(),
                     .what = "Answer the part of an access request that is hidden from whoever "
                             "keeps it",
                     .href = path_of(row),
                     .since = row.logged_at,
                     .due_at = due});
    }
  }
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_list_routes(out, deps);
  add_request_routes(out, deps);
  add_keeper_routes(out, deps);
  add_people_routes(out, deps);
  add_bundle_routes(out, deps);
  add_owner_routes(out, deps);
  add_court_routes(out, deps);
  add_court_owner_routes(out, deps);
  return out;
}

std::vector<cases::Owed> owed(pipeline::Context& c, const Deps& deps) {
  std::vector<cases::Owed> out;
  add_unanswered(c, out);
  add_ordered(c, out);
  add_kept(c, deps, out);
  return out;
}

}  // namespace mash::access
