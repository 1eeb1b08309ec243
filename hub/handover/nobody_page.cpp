// SPDX-License-Identifier: MIT
// Open work whose holder is off shift, away or has left, and requests to desks where nobody is, for
// whoever runs the desk.
#include <algorithm>
#include <map>

#include "lines.h"
#include "mash/cases/cases.h"
#include "mash/cases/queue.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::handover {

namespace {

constexpr int k_most_cases = 1000;

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

// Those of the desks that the reader runs, who are not present, and who works here no more but
// still holds a case.
std::vector<StaffId> absent_people(Context& c, const model::Borough& borough,
                                   const shift::Presence& presence) {
  std::vector<StaffId> out;
  for (const auto& desk : shift::desks(borough)) {
    for (const auto& id : shift::people_of(borough, desk)) {
      if (id == c.principal.person || presence.is_here(id)) continue;
      if (may_hand_over(c.principal, borough, id)) out.push_back(id);
    }
  }
  for (const auto& [id, cases] : cases::holders(c.tx, c.principal.person)) {
    if (borough.find_staff(id) == nullptr && may_hand_over(c.principal, borough, id)) {
      out.push_back(id);
    }
  }
  return out;
}

json::Value line_view(Context& c, const policy::Proof& proof, const Line& line) {
  json::Value v = json::Object{};
  const std::string path = "/case/" + line.case_id.text();
  v.set("href", path + (line.task ? "/tasks/" + line.task->id : ""));
  v.set("what", line.task ? "Task: " + line.task->what.reveal() : std::string("Case"));
  say_which(v, c, proof, line.case_id, line.reference, line.rating);
  v.set("clock", line.due_at
                     ? html::clock({.due = line.due_at, .now = c.now, .started = line.started_at})
                     : json::Value(false));
  v.set("waits_for", line.waits_for);
  v.set("take", line.task ? std::string() : path + "/take");
  v.set("from", line.holder.text());
  v.set("idempotency_key", false);  // several forms stand on one page
  c.touch(line.case_id.text());
  return v;
}

std::string names(const model::Borough& borough, const std::vector<StaffId>& people) {
  std::string out;
  for (const auto& id : people) {
    out += (out.empty() ? "" : ", ") + directory::person_name(borough, id);
  }
  return out;
}

json::Value waiting_view(Context& c, const policy::Proof& proof, const cases::CaseHead& head,
                         const std::string& rest, const std::string& what) {
  json::Value v = json::Object{};
  v.set("href", "/case/" + head.id.text() + rest);
  v.set("what", what);
  say_which(v, c, proof, head.id, head.reference, head.rating);
  c.touch(head.id.text());
  return v;
}

using Waiting = std::map<AgencyId, json::Array>;  // by desk

void add_requests(Context& c, const policy::Proof& proof, Waiting& waiting) {
  const cases::OpenFilter filter{.reader = c.principal.person};
  for (const auto& one : cases::open_queue(c.tx, filter, k_most_cases, 0)) {
    for (const auto& agency : enquiry::unanswered(c.tx, one.head.id)) {
      const auto found = waiting.find(agency);
      if (found == waiting.end()) continue;
      found->second.push_back(waiting_view(c, proof, one.head, "", "Request not answered"));
    }
  }
}

void add_tasks(Context& c, const policy::Proof& proof, Waiting& waiting) {
  for (auto& [desk, lines] : waiting) {
    for (const auto& task : casework::tasks_of_nobody(c, proof, desk)) {
      const auto head = cases::find_case(c.tx, task.case_id);
      lines.push_back(
          waiting_view(c, proof, *head, "/tasks/" + task.id, "Task: " + task.what.reveal()));
    }
  }
}

// What waits for a desk where nobody is, for those who run the hub, and whom to ring.
json::Array empty_desks(Context& c, const policy::Proof& proof, const model::Borough& borough,
                        const shift::Presence& presence) {
  Waiting waiting;
  if (!cases::is_front_door(c.principal)) return {};
  for (const auto& desk : shift::desks(borough)) {
    if (presence.here(desk).empty()) waiting[desk];
  }
  if (waiting.empty()) return {};
  add_requests(c, proof, waiting);
  add_tasks(c, proof, waiting);
  json::Array out;
  for (auto& [desk, lines] : waiting) {
    if (lines.empty()) continue;
    json::Value v = json::Object{};
    v.set("desk", shift::desk_name(borough, desk));
    v.set("on_call", names(borough, presence.on_call(desk)));
    v.set("telephone", presence.telephone(desk));
    v.set("waiting", std::move(lines));
    out.push_back(std::move(v));
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  const shift::Presence presence(c.tx, deps.borough, c.now);
  json::Array people;
  std::size_t count = 0;
  for (const auto& id : absent_people(c, deps.borough, presence)) {
    json::Array lines;
    for (const auto& line : lines_of(c, proof, id)) lines.push_back(line_view(c, proof, line));
    if (lines.empty()) continue;
    count += lines.size();
    json::Value v = json::Object{};
    v.set("name", directory::person_name(deps.borough, id));
    v.set("absence", shift::words_of(presence.absence(id)));
    v.set("give", "/handover/" + id.text());
    v.set("lines", std::move(lines));
    people.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  json::Array desks = empty_desks(c, proof, deps.borough, presence);
  data.set("has_people", !people.empty());
  data.set("nothing",
           people.empty() && desks.empty()
               ? html::empty(html::Empty::nothing, "Everything has somebody who is here.")
               : json::Value(false));
  data.set("desks", std::move(desks));
  data.set("count", count);
  data.set("people", std::move(people));
  return pipeline::View{.page = "handover/nobody",
                        .title = "Nobody is here for these",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

void add_nobody_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_rota>(
      {.path = "/nobody-here",
       .summary = "Open cases and tasks whose holder is off shift, away or has left",
       .event = "handover.nobody-here",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_handover_routes(out, deps);
  add_handed_routes(out, deps);
  add_nobody_routes(out, deps);
  add_hand_back_routes(out, deps);
  return out;
}

}  // namespace mash::handover
